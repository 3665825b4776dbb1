"""Numbers and addresses that may be somebody's are told; those kept for stories are not."""

from __future__ import annotations

import pytest

from sim.content.realness import mails, phones


@pytest.mark.parametrize(
    "text",
    [
        "电话13826017745", "138 2601 7745", "+86 138-2601-7745", "010-62345678", "0755 83456789",
        "400-820-8820",
        "07911 384512", "020 7123 4567", "+44 20 7123 4567", "+44 (0)7911 384512", "01273 456789",
        "(212) 736-5000", "1-212-736-5000", "+49 30 1234 5678", "0800 123 4567",
    ],
)  # fmt: skip
def test_a_number_that_rings_somewhere_is_told(text: str) -> None:
    """Mobile, landline and service numbers of China, Britain, North America, and any written for abroad."""
    assert list(phones(text))


@pytest.mark.parametrize(
    "text",
    [
        "07700 900123", "020 7946 0018", "+44 7700 900123", "+44 (0)20 7946 0958", "01632 960001",
        "0161 496 0000", "212-555-0147", "(212) 555-0147", "138****7745", "8841", "订单20241126001",
        "C-3071", "8:00-12:00", "14:00–18:00", "2024-11-26", "£25, £50", "5600元", "95588", "3–5个工作日",
    ],
)  # fmt: skip
def test_a_number_that_rings_nowhere_is_not(text: str) -> None:
    """Numbers kept for stories, masked ones, orders, times, dates and amounts."""
    assert list(phones(text)) == []


@pytest.mark.parametrize("text", ["mia.berg@gmail.com", "write to a@shop.co.uk.", "邮箱xm_88@163.com"])
def test_an_address_that_may_exist_is_told(text: str) -> None:
    """Any domain that somebody can own."""
    assert list(mails(text))


@pytest.mark.parametrize(
    "text", ["mia@example.com", "a@mail.example.org", "x@shop.test", "@support", "a @ b"]
)
def test_an_address_that_cannot_exist_is_not(text: str) -> None:
    """Domains that RFC 2606 keeps out of the net, and what is no address."""
    assert list(mails(text)) == []
