from analyzer_support import disagreeing, records

KINDS = {"must-meet": True, "must-not-meet": False}


def test_groups_of_the_shared_data_meet_or_do_not() -> None:
    groups = [group for group in records("must-meet.jsonl") if group["kind"] in KINDS]
    assert len(groups) >= 50
    wrong = {
        f"{group['lang']} {group['name']}": pairs
        for group in groups
        if (pairs := disagreeing(group["lang"], group["forms"], KINDS[group["kind"]]))
    }
    assert not wrong
