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
    divisions,
    held_against,
    messages,
    orders,
    portable,
    results,
    settled,
    states_of_campaigns,
    tailoring,
    unknown,
    verdicts,
)

#: What makes the strategy of each class of answers, which only our own tests draw.
ANSWERS: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    "AccountStatement": settled.account_statements,
    "AccountTotals": settled.account_totals,
    "ArticleAnswer": held_against.article_answers,
    "ArticleStrictness": held_against.article_strictnesses,
    "Basis": unknown.bases,
    "Cell": messages.cells,
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
    "Entries": held_against.entries,
    "EventAnswer": held_against.event_answers,
    "ExemplaryAnswer": held_against.exemplary_answers,
    "Enough": verdicts.enough_counts,
    "Explanation": messages.explanations,
    "Followed": states_of_campaigns.followed,
    "FailedComparison": verdicts.failed_comparisons,
    "FaultResult": results.fault_results,
    "Form": lambda: st.sampled_from([Form(), Form.alone("bands"), NAMED]),
    "FundState": states_of_campaigns.fund_states,
    "GateState": states_of_campaigns.gate_states,
    "Granted": settled.grants,
    "ManyRows": unknown.many_rows,
    "Message": messages.messages,
    "Mark": portable.marks,
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
    "Posting": settled.postings,
    "Problem": messages.problems,
    "Progress": states_of_campaigns.progresses,
    "RankList": settled.rank_lists,
    "Ranked": settled.ranked_subjects,
    "RecordVerdict": verdicts.verdicts,
    "RecurrenceDay": calendar.recurrence_days,
    "Redeemable": settled.redeemables,
    "RequirementResult": results.requirement_results,
    "Result": results.results,
    "SectionResult": results.section_results,
    "Selection": orders.selections,
    "State": settled.states,
    "Statement": settled.statements,
    "StatementLine": settled.statement_lines,
    "Status": states_of_campaigns.statuses,
    "Strictness": held_against.strictnesses,
    "StepFault": verdicts.step_faults,
    "StrikeResult": results.strike_results,
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
