"""Which strategy draws each public class: what users write, and what they are answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from civil_village.problems import CivilVillageError
from civil_village.standards import Marks, PortableStandard, compile_standard
from civil_village.testing.strategies import standard
from civil_village.testing.strategies.by_name import STRATEGIES
from civil_village.testing.strategies.scorer import combined_parts
from civil_village.written_forms import NAMED, Form
from tests.drawn import (
    calendar,
    clauses,
    divisions,
    held_against,
    messages,
    orders,
    portable,
    results,
    rounds,
    settled,
    standings,
    states_of_campaigns,
    states_of_registers,
    tailoring,
    unknown,
    verdicts,
)

#: What makes the strategy of each class of answers, which only our own tests draw.
ANSWERS: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    "AccountStatement": settled.account_statements,
    "AccountTotals": settled.account_totals,
    "Barred": standings.bans,
    "ArticleAnswer": held_against.article_answers,
    "ArticleStrictness": held_against.article_strictnesses,
    "Basis": unknown.bases,
    "Carried": clauses.carried,
    "Cell": messages.cells,
    "ChainState": rounds.chain_states,
    "CoreCase": portable.core_cases,
    "CorePart": lambda: combined_parts().flatmap(st.sampled_from).map(portable.core_part),
    "CivilVillageError": lambda: messages.errors(CivilVillageError),
    "Comparison": results.comparisons,
    "Compiled": lambda: standard.standards().map(compile_standard),
    "Coverage": states_of_campaigns.coverages,
    "CriterionResult": results.criterion_results,
    "Difference": lambda: (
        results.comparisons()
        .filter(lambda made: made.parts != ())
        .flatmap(lambda made: st.sampled_from(made.parts))
    ),
    "Discrepancy": settled.discrepancies,
    "Division": divisions.divisions,
    "DocumentError": messages.errors,
    "Doubt": standings.doubts,
    "Entries": held_against.entries,
    "EventAnswer": held_against.event_answers,
    "ExemplaryAnswer": held_against.exemplary_answers,
    "Enough": verdicts.enough_counts,
    "Explanation": messages.explanations,
    "Followed": states_of_campaigns.followed,
    "Failure": verdicts.failed_comparisons,
    "FaultResult": results.fault_results,
    "Form": lambda: st.sampled_from([Form(), Form.alone("bands"), NAMED]),
    "FundState": states_of_campaigns.fund_states,
    "GateState": states_of_campaigns.gate_states,
    "Granted": settled.grants,
    "Guarded": standings.guarded,
    "ItemStatus": states_of_registers.item_statuses,
    "ManyRows": unknown.many_rows,
    "Message": messages.messages,
    "Mark": portable.marks,
    "Part": clauses.parts,
    "Marks": lambda: st.builds(Marks, portable.marks(), portable.marks()),
    "CoreValue": portable.measured,
    "Missing": unknown.missing_facts,
    "Need": unknown.needs,
    "Occurrence": states_of_campaigns.occurrences,
    "PhaseState": states_of_campaigns.phase_states,
    "Place": orders.places,
    "Portable": portable.portable_rules,
    "PortableStandard": lambda: st.builds(PortableStandard, standard.standards()),
    "Position": messages.positions,
    "Possible": standings.possibilities,
    "Posting": settled.postings,
    "Problem": messages.problems,
    "Progress": states_of_campaigns.progresses,
    "Proposal": rounds.proposals,
    "RankList": settled.rank_lists,
    "Ranked": settled.ranked_subjects,
    "RecordVerdict": verdicts.verdicts,
    "Reached": rounds.reached,
    "RecurrenceDay": calendar.recurrence_days,
    "Redeemable": settled.redeemables,
    "Refusal": standings.refusals,
    "RequirementResult": results.requirement_results,
    "Result": results.results,
    "RoundState": rounds.round_states,
    "SectionResult": results.section_results,
    "Selection": orders.selections,
    "State": settled.states,
    "Statement": settled.statements,
    "StatementLine": settled.statement_lines,
    "Status": states_of_campaigns.statuses,
    "Stay": standings.stays,
    "Strictness": held_against.strictnesses,
    "StepFault": verdicts.step_faults,
    "StrikeResult": results.strike_results,
    "TitleStanding": standings.standings,
    "UnitState": standings.unit_states,
    "Unknown": unknown.unknowns,
    "Variable": lambda: (
        portable.portable_rules()
        .filter(lambda made: made.variables != ())
        .flatmap(lambda made: st.sampled_from(made.variables))
    ),
    "Verification": settled.verifications,
    "Wait": states_of_campaigns.waits,
    "WindowBounds": calendar.window_bounds,
    "PartPair": tailoring.part_pairs,
    "Reevaluated": tailoring.reevaluated,
    "Revised": tailoring.revised,
    "Revision": tailoring.revisions,
}

#: The same for every public class.
DRAWN = {**STRATEGIES, **ANSWERS}


def drawn(model: type[Any]) -> st.SearchStrategy[Any]:
    """Give the strategy of any public class."""
    return DRAWN[model.__name__]()
