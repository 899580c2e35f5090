"""Press kits where a site offers them: a build of one that does not imports nothing of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from microsite.build.orders import Fetch
from microsite.build.plan import Plan
from microsite.diagnostics.problems import Diagnostic
from microsite.engine.crew import Crew
from microsite.engine.memory import Memory
from microsite.model.site import PageKey
from microsite.model.source import Source
from microsite.pages.jobs import Job, Templates
from microsite.pages.plot import Plot


def make_kits(plot: Plot, plan: Plan) -> Sequence[Diagnostic]:
    """Make the press kits that a plan asks for, and say what is wrong with them."""
    return plot.kits.make({job.target.path for job, _ in plan.render}) if plot.kits else ()


def offer_kits(
    plot: Plot,
    fetch: Fetch,
    templates: Callable[[], Templates],
    files: Mapping[str, Source],
    papers: Mapping[PageKey, Job],
    crew: Crew,
    memory: Memory,
) -> Plot:
    """The plot with press kits, if the site offers them; `papers` are the jobs of its PDFs."""
    if not plot.config.press_kit:
        return plot
    from microsite.build.presskits import PressKits

    kits = PressKits(plot, fetch, templates, files, papers, crew, memory)
    kits.retain()
    return plot._replace(kits=kits)
