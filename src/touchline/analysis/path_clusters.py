"""
Kinds of journeys: cases grouped by the paths that they take.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from touchline.analysis import Answer, Headline, Interval, Microseconds
from touchline.analysis._gather import BucketQuestion, each_bucket
from touchline.analysis._path_rules import PathRule, best_rule
from touchline.analysis._path_sample import Features, PathSample, merged_runs, paths_of
from touchline.analysis._record import Record, SpanInterval, interval
from touchline.analysis._warnings import about_log, warning, wide
from touchline.analysis.segments import Distinction, Members, profile_of, share_of
from touchline.i18n import list_text, translate
from touchline.kernels.clusters import (
    best_clusters,
    cluster,
    distances,
    nearest,
    overlaps,
    silhouette,
)
from touchline.kernels.intervals import wilson
from touchline.kernels.paths import group_paths
from touchline.kernels.resample import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog

    Bools = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]

#: From this mean similarity on a group is stable; below the lower one it should not be trusted.
STABLE, TENTATIVE = 0.75, 0.6

#: A silhouette below this shows no substantial structure.
WEAK = 0.25

#: What sets a group apart differs by at least this share from the others.
MARKED = 0.2

#: So many different paths are assigned at a time.
BLOCK = 1 << 14

#: So many activities name a group at most.
MOST_MARKS = 3

#: The names of the ways in and out, and what a very long path breaks off with.
START, END, MORE = "(start)", "(end)", "…"

#: What no name may hold that stands in the text of a segment.
UNTOLD = ("&", " within ", " at least ", " not ", "=", "<")

#: So many events of a path are shown.
MOST_SHOWN = 100


class PathCluster(Record):
    """
    One kind of journey.

    Args:
        cluster: Its number, from 1.
        cases: How many cases belong to it.
        share: Of all cases that were looked at.
        interval: Wilson's interval of that share, the groups taken as given.
        marks: Activities that many more of its cases have than of the others.
        lacks: Activities that many fewer have.
        moves: Moves that many more make, as `source → target`.
        rule: A segment that picks it out as well as three conditions can; None where nothing that
            customers do sets it apart.
        precision: Of the cases that the rule picks, the share that belong to the kind.
        interval_of_precision: Wilson's interval of that share.
        recall: Of the cases of the kind, the share that the rule picks.
        interval_of_recall: Wilson's interval of that share.
        path: The real path nearest to its centre, runs of the same activity taken for one; after a
            hundred events it breaks off with `…`.
        stability: How much of it is found again in samples drawn anew, the mean Jaccard similarity;
            None when it was not tried.
        verdict: `stable` from 0.75 on, `tentative` from 0.6 on, `unstable` below.
        median_events: Half of its cases have no more events.
        median_us: Half of its cases last no longer from their first event to the last.
        interval_us: The bounds of that median.
    """

    cluster: int
    cases: int
    share: float | None
    interval: Interval | None
    marks: tuple[str, ...]
    lacks: tuple[str, ...]
    moves: tuple[str, ...]
    rule: str | None
    precision: float | None
    interval_of_precision: Interval | None
    recall: float | None
    interval_of_recall: Interval | None
    path: tuple[str, ...]
    stability: float | None
    verdict: Literal["stable", "tentative", "unstable"] | None
    median_events: int | None
    median_us: Microseconds | None
    interval_us: SpanInterval | None

    def called(self, language: str = "en") -> str:
        """
        Name the group by what sets it apart.

        Args:
            language: The language of the words around the activities.

        Returns:
            A short name, such as a persona may begin with.
        """
        has = list_text(self.marks or self.moves, language)
        lacks = list_text(self.lacks, language)
        if has and lacks:
            return translate("cluster.with-and-without", language, marks=has, lacks=lacks)
        if has or lacks:
            key = "cluster.with" if has else "cluster.without"
            return translate(key, language, names=has or lacks)
        return translate("cluster.plain", language, number=self.cluster)


class PathClustersAnswer(Answer):
    """
    Kinds of journeys, the largest first.

    Args:
        clusters: One entry a kind.
        cases: How many cases were looked at.
        sampled: How many of them the kinds were found in; all are assigned to one.
        silhouette: How well the kinds are told apart, from 0 to 1; None for a single one.
        profile: Attributes and channels that more or fewer cases of a kind have than of the others;
            `segment` is the number of the kind.
        tests: How many differences were tested, which the q values account for.
    """

    table: ClassVar[str] = "clusters"
    row_type: ClassVar[type[Record]] = PathCluster

    clusters: tuple[PathCluster, ...]
    cases: int
    sampled: int
    silhouette: float | None
    profile: tuple[Distinction, ...]
    tests: int

    def headline(self) -> Headline | None:
        """
        Name the number of cases, since kinds may be others each time.
        """
        return Headline("count", float(self.cases), self.cases)

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """
        Write the answer as plain values, each kind with its name in words.
        """
        told = super().to_dict(language)
        for row, one in zip(told["answer"]["clusters"], self.clusters, strict=True):
            row["name"] = one.called(language)
        return told

    def rows_of(self, body: Mapping[str, Any]) -> list[dict[str, Any]]:
        """
        Lay the kinds out flat; what sets them apart is a list and not a path.
        """
        lists = ("marks", "lacks", "moves")
        return [
            {**row, **{name: ", ".join(one[name]) for name in lists}}
            for row, one in zip(super().rows_of(body), body["clusters"], strict=True)
        ]


@dataclass(frozen=True, slots=True, eq=False)
class _Kinds:
    """
    The kinds that were found in the sample.
    """

    features: Features
    centres: Floats
    paths: tuple[tuple[int, ...], ...]
    stability: tuple[float | None, ...]
    rules: tuple[PathRule | None, ...]
    score: float | None


class PathClusters(BucketQuestion[PathSample, PathClustersAnswer]):
    """
    Which kinds of journeys there are, told apart by what is done and what follows what.

    Args:
        clusters: How many kinds to find; None for the number that tells them apart best.
        most: How many kinds there may be, where the number is left open.
        sample: In how many cases the kinds are sought, drawn by a hash of their ids.
        draws: How often the sample is drawn anew to see whether the kinds are found again.
        seed: Which draws.
        start: Count cases whose first event lies here or later.
        end: Count cases whose first event lies before this.

    Shapes:
        k kinds; answer.clusters (k,).

    Units:
        shares in [0, 1]; spans in microseconds, in JSON in seconds.

    Cost:
        O(m) for the log and O(draws x sample x features x k).

    Source:
        docs/explanation/path-clusters.md.
    """

    name: ClassVar[str] = "path-clusters"

    clusters: int | None = Field(
        default=None, ge=1, le=20, description="How many kinds to find; left out, the best number."
    )
    most: int = Field(default=6, ge=1, le=20, description="How many kinds there may be.")
    sample: int = Field(
        default=2000, ge=10, le=100_000, description="In how many cases the kinds are sought."
    )
    draws: int = Field(default=50, ge=0, le=1000, description="How often the sample is drawn anew.")
    seed: int = Field(default=0, ge=0, description="Which draws.")

    def summarise(self, log: EventLog) -> PathSample:
        """
        Draw a sample of the paths of one bucket.
        """
        return PathSample.of(log, self.is_entering_case(log), self.sample)

    def finish(self, summary: PathSample, log: EventLog | CompiledLog) -> PathClustersAnswer:
        """
        Find kinds in the sample, and assign every case to one.
        """
        if not summary.n:
            return self._told(log, (), summary, None, ((), 0))
        kinds = self._kinds(summary, len(log.activities))
        found = each_bucket(partial(self._assigned, kinds=kinds), log)
        members = Members.merged([own for own, _, _ in found])
        shown = np.sum([counts for _, counts, _ in found], axis=0)
        picked = np.sum([counts for _, _, counts in found], axis=0)
        sizes = [len(spans) for spans in members.spans]
        order = sorted(range(len(sizes)), key=lambda i: (-sizes[i], kinds.paths[i]))
        shares = {
            i: share_of(str(place), members.n_cases, members.spans[i], members.sizes[i])
            for place, i in enumerate(order, start=1)
        }
        clusters = tuple(
            PathCluster.model_validate(
                {
                    **_told_apart(
                        i, (shares[i].cases, members.n_cases), shown, kinds, log.activities
                    ),
                    **_ruled(i, shares[i].cases, picked, kinds, log.activities),
                    "cluster": int(shares[i].segment),
                    **shares[i].model_dump(exclude={"segment"}),
                    "stability": kinds.stability[i],
                    "verdict": _verdict(kinds.stability[i]),
                }
            )
            for i in order
        )
        in_order = replace(members, counts=members.counts[order])
        profile = profile_of([shares[i] for i in order], in_order)
        return self._told(log, clusters, summary, kinds.score, profile)

    def _told(
        self,
        log: EventLog | CompiledLog,
        clusters: tuple[PathCluster, ...],
        summary: PathSample,
        score: float | None,
        profile: tuple[tuple[Distinction, ...], int],
    ) -> PathClustersAnswer:
        said = [*about_log(log)]
        if len(summary.key) < summary.n:
            said.append(
                warning("sampled-paths", "sample", "hint", n=len(summary.key), total=summary.n)
            )
        if len(clusters) > 1 and (score or 0.0) < WEAK:
            said.append(warning("weak-clusters", "silhouette"))
        doubtful = [str(one.cluster) for one in clusters if one.verdict == "unstable"]
        if doubtful:
            said.append(
                warning("unstable-clusters", "clusters", n=len(doubtful), which=", ".join(doubtful))
            )
        shares = [(str(one.cluster), one.cases, summary.n, one.interval) for one in clusters]
        return PathClustersAnswer(
            question=self,
            n_cases=log.n_cases,
            n_events=log.n_events,
            warnings=(*said, *wide(shares, self.tolerance)),
            clusters=clusters,
            cases=summary.n,
            sampled=len(summary.key),
            silhouette=score,
            profile=profile[0],
            tests=profile[1],
        )

    def _kinds(self, summary: PathSample, n_codes: int) -> _Kinds:
        paths, counts = summary.variants()
        weights = counts.sum(axis=1)
        features = Features.of(paths, weights, n_codes)
        codes = np.asarray([code for path in paths for code in path], dtype=np.int64)
        offsets = np.cumsum([0, *map(len, paths)], dtype=np.int64)
        rows = features.shown(codes, offsets)
        if self.clusters is None:
            centres, score = best_clusters(rows, weights, self.most)
        else:
            centres = cluster(rows, weights, self.clusters)
            score = silhouette(rows, weights, centres)
        # A centre that no path is nearest to any more is that of no kind.
        centres = centres[np.unique(nearest(rows, centres))]
        gaps = distances(rows, centres)
        assigned = gaps.argmin(axis=1)
        medoids, rules = [], []
        for i in range(len(centres)):
            own = np.flatnonzero(assigned == i)
            # Of equally near paths the one that most cases took, then the first in order.
            best = min(own.tolist(), key=lambda v: (gaps[v, i], -weights[v], v))
            medoids.append(paths[best])
            rules.append(_rule(features, rows, weights, assigned == i))
        stability = self._stability(rows, counts, assigned)
        return _Kinds(features, centres, tuple(medoids), stability, tuple(rules), score)

    def _stability(self, rows: Floats, counts: Ints, assigned: Ints) -> tuple[float | None, ...]:
        """
        Find how much of each group is found again when the sample is drawn anew.
        """
        k = int(assigned.max(initial=-1)) + 1
        similar = np.full((self.draws, k), np.nan)
        for i, times in enumerate(drawn(self.draws, self.seed)):
            weights = (counts @ times.astype(np.int64)).astype(np.int64)
            # Of very few cases a draw may hold none.
            if weights.any():
                again = nearest(rows, cluster(rows, weights, k))
                similar[i] = overlaps(assigned, again, weights, k, k)
        known = ~np.isnan(similar)
        return tuple(
            float(similar[known[:, i], i].mean()) if known[:, i].any() else None for i in range(k)
        )

    def _assigned(self, log: EventLog, kinds: _Kinds) -> tuple[Members, Ints, Ints]:
        """
        Assign the cases of one bucket, and count what those of each group show, how many cases each
        rule picks, and how many of its own.
        """
        chosen = self.is_entering_case(log)
        codes, offsets = merged_runs(log)
        variant, shown_by = group_paths(codes, offsets)
        weights = np.bincount(variant[chosen], minlength=len(shown_by))
        kind = np.zeros(len(shown_by), dtype=np.int64)
        shown = np.zeros((len(kinds.centres), len(kinds.features.key)), dtype=np.int64)
        picked = np.zeros((len(kinds.centres), 2), dtype=np.int64)
        for begin in range(0, len(shown_by), BLOCK):
            block = slice(begin, begin + BLOCK)
            rows = kinds.features.shown(*paths_of(codes, offsets, shown_by[block]))
            kind[block] = nearest(rows, kinds.centres)
            loads = np.zeros((len(kinds.centres), len(rows)))
            loads[kind[block], np.arange(len(rows))] = weights[block]
            shown += (loads @ rows).astype(np.int64)
            for i, rule in enumerate(kinds.rules):
                if rule is not None:
                    meets = rule.picks(rows)
                    own = meets & (kind[block] == i)
                    picked[i] += [weights[block][mask].sum() for mask in (meets, own)]
        # The groups were made by what cases do; to test that they differ in it would prove nothing.
        masks = [chosen & (kind[variant] == i) for i in range(len(kinds.centres))]
        return Members.of(log, chosen, masks, by_deed=False), shown, picked


def _told_apart(
    i: int, cases: tuple[int, int], shown: Ints, kinds: _Kinds, activities: Sequence[str]
) -> dict[str, Any]:
    """
    Name what sets one group apart, and its most typical path.
    """
    n, n_cases = cases
    ahead = _ahead(shown[i], n, shown.sum(axis=0), n_cases)
    found: dict[str, list[str]] = {"marks": [], "lacks": [], "moves": []}
    for f in np.argsort(-np.abs(ahead), kind="stable").tolist():
        move = kinds.features.move(int(kinds.features.key[f]))
        if abs(ahead[f]) < MARKED:
            break
        if move is None:
            name = activities[int(kinds.features.key[f])]
            found["marks" if ahead[f] > 0 else "lacks"].append(name)
        elif ahead[f] > 0:
            source, target = ((*activities, None)[code] for code in move)
            found["moves"].append(f"{source or START} → {target or END}")
    path = tuple(activities[code] for code in kinds.paths[i])
    is_cut = len(path) > MOST_SHOWN
    told = {name: tuple(names[:MOST_MARKS]) for name, names in found.items()}
    return {**told, "path": (*path[:MOST_SHOWN], MORE) if is_cut else path}


def _ahead(own: Ints | Floats, n: int, everybody: Ints | Floats, n_cases: int) -> Floats:
    """
    Subtract the share of the others that show a feature from that of a group.
    """
    if not n or n == n_cases:
        return np.zeros(len(own))
    return np.asarray(own / n - (everybody - own) / (n_cases - n), dtype=np.float64)


def _rule(features: Features, rows: Floats, weights: Ints, is_own: Bools) -> PathRule | None:
    own, n = weights[is_own] @ rows[is_own], int(weights[is_own].sum())
    ahead = _ahead(own, n, weights @ rows, int(weights.sum()))
    ranked = np.argsort(-np.abs(ahead), kind="stable").tolist()
    deeds = [f for f in ranked if features.move(int(features.key[f])) is None]
    marks = [f for f in deeds if ahead[f] >= MARKED][:MOST_MARKS]
    lacks = [f for f in deeds if ahead[f] <= -MARKED][:MOST_MARKS]
    return best_rule(marks, lacks, rows, weights, is_own)


def _ruled(
    i: int, n: int, picked: Ints, kinds: _Kinds, activities: Sequence[str]
) -> dict[str, Any]:
    """
    Write the rule of one group, and how well it picks the group out.
    """
    rule, (everybody, own) = kinds.rules[i], picked[i].tolist()
    codes = kinds.features.key.tolist()
    names = [activities[code] if code < len(activities) else "" for code in codes]
    used = [names[place] for place in (*rule.has, *rule.lacks)] if rule else []
    if any(sign in f" {name} " for name in used for sign in UNTOLD):
        # A name that reads like part of a segment would be taken for one.
        rule = None
    return {
        "rule": rule.written(names) if rule else None,
        "precision": own / everybody if rule and everybody else None,
        "interval_of_precision": interval(wilson(own, everybody)) if rule else None,
        "recall": own / n if rule else None,
        "interval_of_recall": interval(wilson(own, n)) if rule else None,
    }


def _verdict(stability: float | None) -> Literal["stable", "tentative", "unstable"] | None:
    if stability is None:
        return None
    if stability >= STABLE:
        return "stable"
    return "tentative" if stability >= TENTATIVE else "unstable"
