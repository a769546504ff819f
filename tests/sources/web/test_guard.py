"""Only public addresses are connected to, whatever clothes a private one wears."""

from ipaddress import ip_address

import pytest

from onrecord.errors import UsageError
from onrecord.model import Failure
from onrecord.sources.web import Fetched, Visit
from onrecord.sources.web.guard import is_public, read_networks

PUBLIC = ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]
NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.8.8.8",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:0:0a00:1::1",
    "2001:0:808:808:0:0:f5ff:fffe",
    "64:ff9b::7f00:1",
    "64:ff9b:1::808:808",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_no_other_address_is(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", [*NOT_PUBLIC, "no address"])
def test_a_name_that_leads_to_another_address_is_refused_before_anything_is_sent(world, make_fetcher, address):
    fetcher = make_fetcher(allow=(), names={"inside.example": [address]})
    failure = fetcher.fetch(Visit(world.url("/secret", "inside.example")))
    assert isinstance(failure, Failure)
    assert failure.code == "refused_address"
    assert "inside.example" in failure.detail
    assert not world.asked


def test_one_private_address_among_a_names_addresses_is_enough_to_refuse_it(world, make_fetcher):
    fetcher = make_fetcher(names={"mixed.example": ["127.0.0.1", "10.0.0.1"]})
    failure = fetcher.fetch(Visit(world.url("/", "mixed.example")))
    assert isinstance(failure, Failure)
    assert failure.code == "refused_address"
    assert not world.asked


def test_the_address_that_was_checked_is_the_one_that_is_connected_to(world, make_fetcher):
    world.put("/page")
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    fetcher = make_fetcher()
    fetcher._line = type(fetcher._line)(fetcher._line.allowed, lambda host, port: next(answers), fetcher._line.stopped)
    fetched = fetcher.fetch(Visit(world.url("/page", "rebinding.example")))
    assert isinstance(fetched, Fetched)
    # One look-up for the rules of the site, one for the page: none between the check and the connection.
    assert next(answers) == ["10.0.0.1"]
    assert [host for host, _, _ in world.asked] == ["rebinding.example"] * 2


def test_the_loopback_is_refused_by_default(world, make_fetcher):
    failure = make_fetcher(allow=()).fetch(Visit(world.url("/")))
    assert isinstance(failure, Failure)
    assert failure.code == "refused_address"


def test_no_proxy_of_the_environment_is_asked(world, make_fetcher, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://10.9.8.7:3128")
    world.put("/page")
    assert isinstance(make_fetcher().fetch(Visit(world.url("/page"))), Fetched)


def test_a_network_that_is_none_is_the_users_mistake():
    with pytest.raises(UsageError, match="--allow"):
        read_networks(["10.0.0.0/99"])
