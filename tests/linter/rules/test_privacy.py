"""The rules about secrets and people: what is one, and what only looks like one.

Keys are put together here, so that no scanner takes this file for a leak.
"""

from __future__ import annotations

import random
import re
import string

import orjson
import pytest

from dataprep.linter.masking import masked
from dataprep.linter.selection import rule_named
from dataprep.linter.testing import check
from dataprep.linter.wording import quoted

DRAWN = random.Random(3)  # noqa: S311 — made-up keys
HEX = "0123456789abcdef"
LETTERS = string.ascii_letters
WORDS = LETTERS + string.digits


def drawn(number: int, alphabet: str = WORDS) -> str:
    return "".join(DRAWN.choice(alphabet) for _ in range(number))


def record(text: str) -> dict[str, object]:
    return {
        "messages": [{"role": "user", "content": text}, {"role": "assistant", "content": "Yes."}]
    }


def found(rule: str, text: str) -> int:
    """Return how often RULE finds something in TEXT; where it does, its trigger must match."""
    leaks = check(rule, record(text))
    trigger = rule_named(rule).trigger.encode()
    assert not leaks or re.search(trigger, orjson.dumps(record(text)), re.IGNORECASE)
    return len(leaks)


@pytest.mark.parametrize(
    "key",
    [
        "sk" + "-" + drawn(48),
        "sk" + "-" + drawn(20) + "T3Blbk" + "FJ" + drawn(20),
        "sk-" + "proj-" + drawn(60) + "_" + drawn(20),
        "sk-" + "ant-api03-" + drawn(80),
        "sk-" + "or-v1-" + drawn(64, HEX),
        "AK" + "IA" + drawn(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
        "aws_secret_" + "access_key = '" + drawn(40) + "'",
        "gh" + "p_" + drawn(36),
        "gh" + "o_" + drawn(36),
        "github" + "_pat_" + drawn(22) + "_" + drawn(59),
        "gl" + "pat-" + drawn(20),
        "AI" + "za" + drawn(35),
        "xo" + "xb-" + drawn(12, string.digits) + "-" + drawn(24),
        "https://hooks.slack" + ".com/services/T01ABWDEF2/B03GHKMNP4/" + drawn(24),
        "sk" + "_live_" + drawn(24),
        "hf" + "_" + drawn(34, LETTERS),
        "npm" + "_" + drawn(36),
        "pypi-" + "AgEIcHlwaS5vcmc" + drawn(60),
        "SG" + "." + drawn(22) + "." + drawn(43),
        "S" + "K" + drawn(32, HEX),
        "Account" + "Key=" + drawn(86) + "==",
        "dop" + "_v1_" + drawn(64, HEX),
        "4839574812:" + "AA" + drawn(33),
        "dapi" + drawn(32, HEX),
        "eyJ" + "hbGciOiJIUzI1NiJ9." + "eyJ1c2VyIjoiYW5uYSIsIm4iOjd9." + drawn(43),
    ],
    ids=lambda key: key[:6],
)
@pytest.mark.parametrize("before", ["", "key=", '{"Authorization": "Bearer ', "\n"])
def test_a_key_is_found_and_masked(key: str, before: str) -> None:
    (leak,) = check("api-key", record(before + key))

    assert leak.pointer == "/messages/0/content"
    assert key not in leak.message


@pytest.mark.parametrize(
    "text",
    [
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk-your-key-here",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "hf_your_token_here",
        "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "ghp_" + "x" * 36,
        "sk-" + "1234567890abcdef" * 2,
        "task-" + drawn(40),
        "the sk-learn estimator and the class sk-toggleable__content",
        "sk-proj-...",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
        "eyJub3Qgb25l.eyJub3Qgb25l.eyJub3Qgb25lIGF0IGFsbCE",
    ],
)
def test_a_stand_in_is_no_key(text: str) -> None:
    assert found("api-key", text) == 0


def test_a_key_is_found_in_tools_and_their_results() -> None:
    key = "gh" + "p_" + drawn(36)
    call = {
        "id": "a",
        "type": "function",
        "function": {"name": "f", "arguments": f'{{"k":"{key}"}}'},
    }
    messages = [
        {"role": "system", "content": [{"type": "text", "text": key}]},
        {"role": "user", "content": "Go."},
        {"role": "assistant", "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "a", "content": f"token {key}"},
    ]

    assert [leak.pointer for leak in check("api-key", {"messages": messages})] == [
        "/messages/0/content/0/text",
        "/messages/2/tool_calls/0/function/arguments",
        "/messages/3/content",
    ]


def test_an_image_holds_no_key() -> None:
    url = "data:image/png;base64," + "AK" + "IA" + "QZ3W7KX2M5VBN6TR"
    part = {"type": "image_url", "image_url": {"url": url}}

    assert not check("api-key", {"messages": [{"role": "user", "content": [part]}]})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-----BEGIN {}-----\n" + drawn(64) + "\n" + drawn(64) + "\n-----END", 1),
        ("-----BEGIN {}-----\\n" + drawn(64) + "\\n" + drawn(64) + "\\n-----END", 1),
        ("-----BEGIN RSA {}-----\nProc-Type: 4,ENCRYPTED\n\n" + drawn(128), 1),
        ("-----BEGIN OPENSSH {}-----\r\n" + drawn(70) + "\r\n" + drawn(70), 1),
        ("-----BEGIN OPENSSH {}-----\n" + drawn(70) + "A" * 12 + drawn(60), 1),
        ("-----BEGIN {}-----\n...\n-----END {}-----", 0),
        ("-----BEGIN {}-----\n" + "A" * 80, 0),
        ("-----BEGIN PUBLIC KEY-----\n" + drawn(128), 0),
        ("if text.startswith('-----BEGIN {}-----'):", 0),
    ],
)
def test_a_private_key_has_a_body(text: str, expected: int) -> None:
    assert found("private-key", text.replace("{}", "PRIVATE" + " KEY")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mongodb+srv://bea:t4Rnip-9@cluster0.garden.net/db", 1),
        ("redis://:t4Rnip9beet@cache.garden.net:6379", 1),
        ("https://bea:t4Rnip9beet@garden.net/x", 1),
        ("postgres://user:password@host/db", 0),
        ("postgres://postgres:postgres@db/x", 0),
        ("postgres://bea:t4Rnip9beet@localhost/x", 0),
        ("mysql://bea:<password>@garden.net/x", 0),
        ("mysql://bea:${DB_PASSWORD}@garden.net/x", 0),
        ("mysql://{user}:{password}@{host}", 0),
        ("http://garden.net:8080/@anna", 0),
        ("see https://garden.net/a:b@c", 0),
    ],
)
def test_a_url_with_a_password_is_told_from_a_template(text: str, expected: int) -> None:
    assert found("url-password", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("API_KEY = '" + "q7Zt9mW3xK5vR2nB8c" + "'", 1),
        ('{"api_key": "' + "q7Zt9mW3xK5vR2nB8c" + '"}', 1),
        ("client_secret: " + "q7Zt9mW3xK5vR2nB8c", 1),
        ("Authorization: Bearer " + drawn(40), 1),
        ("Authorization: Bearer YOUR_TOKEN_GOES_RIGHT_HERE_FOR_NOW", 0),
        ("the bearer " + "of-a-letter-that-was-never-opened", 0),
        ("My password is hunter2hunter2.", 1),
        ("password: Sommer2024!", 1),
        ("The password is required8 hours before", 0),
        ("The password is base64-encoded", 0),
        ("password: string", 0),
        ("password: test1234", 0),
        ("Log in with password: Hunter2!secret and press enter.", 1),
        ("password: your_password1!", 0),
        ("password is " + "q7Zt9mW3xK5vR2nB8c", 1),
        ("password = get_password('db')", 0),
        ("password = 'correct horse battery staple'", 0),
        ("api_key = os.environ['API_KEY']", 0),
        ("secret = settings.secret_key_v2", 0),
        ("password = 'your_password_here1'", 0),
        ("password_hash = '" + drawn(40, HEX) + "'", 0),
        ("the AWS::MSK::BatchScramSecret: 'ff2b807a577495b0'", 0),
    ],
)
def test_a_set_secret_looks_drawn(text: str, expected: int) -> None:
    assert found("assigned-secret", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mail jane.roe@gmail.com today.", 1),
        ("Contact: <j_roe+garden@mail.uni-bonn.de>", 1),
        ("a@b.com and bea@c.org", 2),
        ("jane@botany.com.py", 1),
        ("jane.roe@example.com", 1),
        ("j.smith@test.com", 1),
        ("alice@example.org and bob2@example.com", 2),
        ("user@example.com, you@example.com, a@example.com", 0),
        ("test.user@example.com, first.last@example.com, your.name@company.com", 0),
        ("customer.service@example.com and no.reply@example.com", 0),
        ("123+jane@users.noreply.github.com", 0),
        ("bea@test.invalid", 0),
        ("noreply@garden.net", 0),
        ("support@garden.net", 0),
        ("git@github.com:anna/garden.git", 0),
        ("user@host.com", 0),
        ("@app.route('/') and @media.screen", 0),
        ("npm install @types/node.js", 0),
        ("x = a@b.T", 0),
        ("run anna@setup.py", 0),
        ("icon@2x.png", 0),
        ("left@right.dot(x)", 0),
        ("https://medium.com/@anna.com/x", 0),
    ],
)
def test_an_address_of_somebody_is_told_from_code(text: str, expected: int) -> None:
    assert found("email-address", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call +49 30 23125 014", 1),
        ("Call +1 (415) 867-5309", 1),
        ("Call +14158675309.", 1),
        ("Call (415) 867-5309 or 415-867-5310", 2),
        ("tel: 1-415-867-5309", 1),
        ("+33 1 42 68 53 00", 1),
        ("Call 212-555-0142", 0),
        ("Call +1 212 555 0142", 0),
        ("Call 123-456-7890", 0),
        ("on 2024-01-15, version 1.2.3-456", 0),
        ("ISBN 978-3-16-148410-0", 0),
        ("x = 3 + 1234567890", 0),
        ("(1)+(2) = +3 100", 0),
        ("2020-10-01T10:00:00+01:00 and +0100", 0),
        ("id 550-e29b-415-867-53099", 0),
        ("c = a +1000000000", 0),
        ("Reach her at 415.867.5309.", 1),
        ("Call me at 415 867 5309", 1),
        ("Call me at (555) 123-4567 or 555-123-4567", 2),
        ("my phone number is 4158675309", 1),
        ("Telefon: 0228 734 100", 1),
        ("Meine Telefonnummer ist 030 23125-14", 1),
        ("Mon téléphone : 06 12 34 56 78", 1),
        ("Telefon 030/23125 014", 1),
        ("numéro de téléphone : 01 42 68 53 00", 1),
        ("phone: 867-5309", 1),
        ('{"phone_number": "415-867-5309"}', 1),
        ("phone: 555-0142 or 212 555 0142", 0),
        ("the phone was sold on 2021-03-14 and 14.03.2021", 0),
        ("a phone with 1920 1080 pixels, a mobile of 1024 768", 0),
        ("phone call at 1609459200", 0),
        ("microphone 4158675309 and headphones 4158675309", 0),
        ("version 415.867.53091 and 1.415.867.5309", 0),
        ("It costs 415 867 5309", 0),
    ],
)
def test_a_telephone_number_is_told_from_other_numbers(text: str, expected: int) -> None:
    assert found("phone-number", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("card 4111111111111111", 1),
        ("card 4111-1111-1111-1111", 1),
        ("card 5555 5555 5555 4444", 1),
        ("card 3782 822463 10005", 1),
        ("card 4111 1111 1111 1112", 0),
        ("card 4111 1111-1111 1111", 0),
        ("card 9111 1111 1111 1111", 0),
        ("card 1.4111111111111111", 0),
        ("card 41111111111111110000", 0),
        ("discard a4111111111111111", 0),
        ("number 4111111111111111", 1),
        ("number 4539 1488 0343 6467", 0),
        ("number 4539-1488-0343-6467", 1),
        ("number 4539-1488-0343-6468", 0),
        ("amex 3782 822463 10005", 1),
    ],
)
def test_a_card_has_an_issuer_and_a_check_digit(text: str, expected: int) -> None:
    assert found("payment-card", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IBAN DE89 3704 0044 0532 0130 00.", 1),
        ("IBAN: DE89370400440532013000", 1),
        ("my bank account is FR14 2004 1010 0505 0001 3M02 606", 1),
        ("IBAN DE88 3704 0044 0532 0130 00", 0),
        ("IBAN DE00 0000 0000 0000 0000 00", 0),
        ("Please transfer it to DE89 3704 0044 0532 0130 00", 1),
        ("DE89 3704 0044 0532 0130 00", 1),
        ("the part DE88 3704 0044 0532 0130 00", 0),
        ("bank of XX12 3456 7890 1234", 0),
    ],
)
def test_an_account_has_check_digits(text: str, expected: int) -> None:
    assert found("bank-account", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My SSN is 536-22-8726.", 1),
        ("123-45-6789", 1),
        ("SSN: 536 22 8726", 1),
        ("536 22 8726", 0),
        ("SSN: 536228726", 1),
        ("social security number 536228726", 1),
        ("social security 666456789, ssn 536228726x", 0),
        ("number 536228726", 0),
        ("078-05-1120", 0),
        ("000-12-3456 666-12-3456 912-34-5678 536-00-1234 536-12-0000", 0),
        ("2020-11-2024, 1536-22-8726", 0),
        ("my DNI: 54362315K", 1),
        ("my DNI: 54362315A", 0),
        ("ticket 54362315K", 0),
        ("Mein Steuer-ID lautet 36 574 261 809", 1),
        ("Codice fiscale: RCCMNL83S18D969H", 1),
        ("CPF 390.533.447-05", 1),
        ("CPF 111.111.111-11", 0),
        ("PESEL 44051401359", 1),
        ("BSN: 111222333", 1),
        ("numéro de sécurité sociale 2 95 10 99 126 111 93", 1),
        ("Aadhaar 2341 2341 2346", 1),
    ],
)
def test_an_identity_number_fits_its_country(text: str, expected: int) -> None:
    assert found("identity-number", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gh" + "p_" + "abcdefghijklmnopqrstuvwxyz0123456789", 1),
        ("sk" + "-" + "1234567890abcdef" * 2, 1),
        ("sk" + "-" + "a1b2c3d4e5f6g7h8i9j0k1l2m3n4", 1),
        ("sk" + "-" + "proj-" + "abcd7531efgh9642ijkl8053mnop", 1),
        ("gh" + "p_" + drawn(36), 0),
        ("gh" + "p_" + "x" * 36, 0),
        ("AK" + "IA" + "IOSFODNN7EXAMPLE", 1),
        ("sk" + "-proj-" + "your-key-goes-here-EXAMPLE", 0),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P", 1),
        ("eyJub3Qgb25l.eyJub3Qgb25l.eyJub3Qgb25lIGF0IGFsbCE", 0),
    ],
)
def test_a_made_up_key_is_neither_real_nor_a_stand_in(text: str, expected: int) -> None:
    assert found("made-up-key", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail jane.roe@gmail.com", "mail j•••@•••.com"),
        ("card 4111 1111 1111 1111!", "card •••1111!"),
        ("key " + "gh" + "p_" + "A1b2C3d4E5f6G7h8I9j0", "key ghp_•••"),
        ("on 2024-01-15 at 10:30", "on 2024-01-15 at 10:30"),
        ("call_8dkQz2LmNcT4vR7yWbXe1f3A", "call_8dkQz2LmNcT4vR7yWbXe1f3A"),
        ("get_user_details_version_2_final_draft", "get_user_details_version_2_final_draft"),
        ("550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440000"),
    ],
)
def test_what_a_message_quotes_is_masked(text: str, expected: str) -> None:
    assert (masked(text), quoted(text)) == (expected, f"'{expected}'")
