"""What is said of a link."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from digestkit.diagnostic import Text

State = Literal["alive", "dead", "soft-dead", "moved", "uncertain", "unchecked"]
"""``dead`` is said only of what is surely gone; ``uncertain`` of what the site would not tell."""

STATES: dict[State, Text] = {
    "dead": Text("打不开", "dead"),
    "soft-dead": Text("内容没了", "soft-dead"),
    "moved": Text("换了网址", "moved"),
    "uncertain": Text("说不准", "uncertain"),
    "unchecked": Text("没有检查", "unchecked"),
    "alive": Text("正常", "alive"),
}
"""The states in words, the gravest first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of one URL.

    ``url`` is as written in the text; ``status`` the HTTP status of the last answer; ``final_url``
    where the page is now, when that is elsewhere; ``checked_at`` ISO 8601 in UTC, ``None`` when
    the link was not checked. ``error`` is what the program itself failed with at it.
    """

    url: str
    state: State
    status: int | None
    reason: Text
    final_url: str | None = None
    checked_at: str | None = None
    from_cache: bool = False
    error: Exception | None = None


def failed(url: str, error: Exception) -> Verdict:
    """The verdict on a URL that the program failed at: one that nobody foresaw must not cost the others theirs."""
    said = f"{type(error).__name__}: {error}"
    reason = Text(
        f"digestkit 内部出错（{said}）；加 --verbose 看详情，并请反馈这个问题",
        f"digestkit failed ({said}); see --verbose for details and please report it",
    )
    return Verdict(url, "unchecked", None, reason, error=error)


def now() -> str:
    """The time for ``Verdict.checked_at``."""
    return _written(int(time.time()))


@lru_cache(1)  # the verdicts of one second share it
def _written(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


NO_NETWORK = Text("没有网络", "there is no network")
NO_PROXY = Text(
    "连不上代理，请检查环境变量 http_proxy、https_proxy、all_proxy",
    "the proxy can't be reached; see the variables http_proxy, https_proxy and all_proxy",
)
OUT_OF_TIME = Text("检查链接的时间用完了", "the time for checking links was up")
INTERRUPTED = Text("检查被中断", "the check was interrupted")
IGNORED = Text("配置里要求不检查", "the configuration says not to check it")
