import pickle

from audit.errors import AuditError, Problem, nearest


def test_an_error_lists_its_problems_and_survives_pickling() -> None:
    error = AuditError([Problem("a.yaml:1:2", "wrong"), Problem("", "also wrong")])
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == "a.yaml:1:2: wrong\nalso wrong"
    assert again.problems == error.problems


def test_nearest_name() -> None:
    assert nearest("phrse", ["phrase", "date"]) == " (did you mean 'phrase'?)"
    assert nearest("zzz", ["phrase", "date"]) == " (known: date, phrase)"
    assert nearest("zzz", []) == ""
