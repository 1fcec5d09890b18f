"""Every page for people, one row each: what is true of all is tested of each."""

from __future__ import annotations

from dataclasses import dataclass

KB = 1_000
SMALL, LARGE = 12 * KB, 60 * KB  # bytes that a page may have when it is compressed


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page.

    Args:
        path: Its address in English; in French /fr stands before it.
        most: Bytes that it may have when it is compressed.
        quick: It takes so little time that the fast tests ask for it too.
    """

    path: str
    most: int = SMALL
    quick: bool = False


PAGES = (
    PageRow("/", quick=True),
    PageRow("/check/nvidia-h20-96gb/cn/2025-05-20"),
    PageRow("/timeline/nvidia-h20-96gb/cn"),
    PageRow("/screen"),
    PageRow("/map?on=2025-05-20", LARGE),
    PageRow("/map?to=CN&on=2025-05-20", LARGE),
    PageRow("/law?on=2025-05-20", LARGE),
    PageRow("/law/3A090.a?on=2025-05-20", quick=True),
    PageRow("/law/3A090?on=2025-05-20"),
    PageRow("/law/742.6(a)(6)(iii)(A)?on=2025-05-20&reading=text"),
    PageRow("/measures", LARGE, quick=True),
    PageRow("/measure/2023-10-25-advanced-computing", quick=True),
    PageRow("/items", LARGE),
    PageRow("/items?q=H20"),
    PageRow("/item/nvidia-h20-96gb?on=2025-05-20"),
    PageRow("/countries", LARGE, quick=True),
    PageRow("/country/CN?on=2025-05-20", LARGE),
    PageRow("/coverage", LARGE),
    PageRow("/scenarios"),
    PageRow("/scenario/h20-pause-as-stay"),
    PageRow("/scenarios/edit", quick=True),
    PageRow("/markets"),
    PageRow("/market/us-cn-2025", LARGE),
    PageRow(
        "/market/us-cn-2025?scenario=h20-letter-month-later&versus=record&set=fee%3D0.25", LARGE
    ),
    PageRow("/market/us-cn-h200-2026?show=chips%2Ch100e%2Cdecode%2Cprefill", LARGE),
    PageRow("/diff"),
    PageRow("/diff?before=2025-04-08&after=2025-04-09"),
    PageRow("/about", quick=True),
    PageRow("/brief/check/nvidia-h20-96gb/cn/2025-05-20", quick=True),
    PageRow("/brief/story/nvidia-h20-96gb/cn?until=2026-09-30"),
    PageRow("/brief/day/2025-04-09?to=cn"),
    PageRow("/brief/measure/2025-04-15-letters-h20?to=cn"),
    PageRow("/remedy/nvidia-h20-96gb/cn/2025-05-20"),
)
