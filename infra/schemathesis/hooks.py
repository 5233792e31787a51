"""Failures that the contract accepts and no list of statuses can name; schemathesis.toml says why."""

import schemathesis
from schemathesis.core.failures import Failure

RANGES = {
    "associatedFrom": "associatedTo",
    "expenditureMin": "expenditureMax",
    "budgetUsageMin": "budgetUsageMax",
    "resourcesExpireFrom": "resourcesExpireTo",
    "from": "to",
}
BETWEEN_PARAMETERS = {"cursor", "kind", *RANGES, *RANGES.values()}


@schemathesis.hook
def filter_failure(context, failure: Failure, case, response) -> bool:
    """False for a failure that is none."""
    return not (unrouted_method(failure, response) or fault_between_parameters(failure, case, response))


def unrouted_method(failure, response) -> bool:
    return (
        type(failure).__name__ == "UnsupportedMethodResponse"
        and response.status_code == 404
        and response.json() == {"message": "Not Found"}
    )


def fault_between_parameters(failure, case, response) -> bool:
    """Whether all that was refused is a parameter that is good by itself, but not with the others or for this caller."""
    if type(failure).__name__ != "RejectedPositiveData" or response.status_code != 400:
        return False
    refused = {fault.get("parameter") for fault in response.json()["errors"]}
    query = case.query or {}
    both_ends = all(
        query.get(low) and query.get(high)
        for low, high in RANGES.items()
        if low in refused or high in refused
    )
    return refused <= BETWEEN_PARAMETERS and both_ends
