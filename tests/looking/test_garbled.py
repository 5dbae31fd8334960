"""Text that was garbled is told from text, whatever it is about."""

from __future__ import annotations

import pytest

from reviewer.looking.garbled import is_garbled

PROSE = (
    "Partners could send, read and delete private messages of users who had linked their accounts, and the feature was switched "
    "off about a year after its introduction, yet the access was still there."
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        PROSE,
        PROSE.upper(),
        "Les partenaires pouvaient lire, écrire et supprimer les messages privés des utilisateurs, même après la fin du service.",
        "甲方同意将房屋出租给乙方使用,租期为三年。" * 4,
        "يجوز للشركاء قراءة الرسائل الخاصة وكتابتها وحذفها " * 4,
        "12-44 8817 0031 7712 AB-17 CX-99 31.12.2018 4,512.00 " * 6,
        PROSE + " \ufffd",
    ],
)
def test_what_says_something_is_not(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "\ufffd" * 40,
        "".join(chr(0xE000 + n % 60) for n in range(200)),
        "\x01\x02\x03\x04\x05\x06" * 10,
        PROSE.translate({ord("a") + n: ord("A") + (n * 7 + 3) % 26 if n % 3 else ord("0") + n % 10 for n in range(26)}),
        "3DUWQHUV FRX0G VHQG UHDG D1G GHOHWH SULYDWH PHVVDJHV " * 5,
        "rnx qzt bvk Lpt wxq kjh gfd mnb vcx zlk jhg fds rtp wqz xcv bnm lkj hgf dsz qwr tzp",
    ],
)
def test_what_makes_no_sense_is(text: str) -> None:
    assert is_garbled(text)
