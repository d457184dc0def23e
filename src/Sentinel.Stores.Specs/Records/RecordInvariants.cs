using Sentinel.Stores.Records;

namespace Sentinel.Stores.Specs.Records;

/// <summary>What must hold of every history of a store, said without its model. Each gives the sentence that is broken, or nothing.</summary>
/// <param name="isFinal">Whether a record's status is one that it never leaves.</param>
/// <param name="sameStatus">Whether two records have the same status.</param>
internal sealed class RecordInvariants<TRecord>(Func<TRecord, bool> isFinal, Func<TRecord, TRecord, bool> sameStatus)
    where TRecord : class, IVersionedRecord<TRecord>
{
    /// <summary>Between deletes of an id, a final status that one call showed is what every later call shows.</summary>
    public string? FinalStatusStays(IReadOnlyList<Observation<TRecord>> history)
    {
        foreach (var earlier in history)
        {
            foreach (var record in earlier.Shown.Where(isFinal))
            {
                foreach (var later in history.Where(later => earlier.Interval.Precedes(later.Interval)))
                {
                    if (later.Shown.FirstOrDefault(shown => shown.Id == record.Id && !sameStatus(shown, record)) is not null
                        && !MayBeDeletedBetween(history, record.Id, earlier, later))
                    {
                        return $"{earlier.Text} showed a final status, and {later.Text} came later and shows another";
                    }
                }
            }
        }

        return null;
    }

    /// <summary>A record is decided once: of the calls that bring it to a final status one succeeds, and one more for each delete.</summary>
    public string? DecidedOnce(IReadOnlyList<Observation<TRecord>> history) =>
        MoreThanDeletesAllow(history, call => Decides(call), "is decided");

    /// <summary>An id is created once, and once more for each delete.</summary>
    public string? CreatedOnce(IReadOnlyList<Observation<TRecord>> history) =>
        MoreThanDeletesAllow(history, call => call.Kind == ObservedKind.Create, "is created");

    /// <summary>Of all updates of a record that carry one version, at most one succeeds: stamps never come back, not even after a delete.</summary>
    public static string? OneUpdatePerVersion(IReadOnlyList<Observation<TRecord>> history) =>
        history
            .Where(call => call.Kind == ObservedKind.Update && call.Happened)
            .GroupBy(call => (call.Id, call.Seen))
            .FirstOrDefault(group => group.Count() > 1) is { } twice
            ? $"{twice.First().Text} and {twice.Last().Text} both succeeded from one version"
            : null;

    /// <summary>Stamps are issued once, and a write that begins after another ended has the later stamp.</summary>
    public static string? StampsIncrease(IReadOnlyList<Observation<TRecord>> history)
    {
        var writes = history
            .Where(call => call.Happened && call.Kind is ObservedKind.Create or ObservedKind.Update or ObservedKind.Decide && call.Shown.Count == 1)
            .ToList();
        foreach (var (index, write) in writes.Index())
        {
            foreach (var other in writes.Skip(index + 1))
            {
                var (stamp, otherStamp) = (write.Shown[0].UpdatedAt, other.Shown[0].UpdatedAt);
                if (stamp == otherStamp
                    || (write.Interval.Precedes(other.Interval) && stamp > otherStamp)
                    || (other.Interval.Precedes(write.Interval) && otherStamp > stamp))
                {
                    return $"{write.Text} and {other.Text}: their stamps are equal, or not in the order of the calls";
                }
            }
        }

        return null;
    }

    /// <summary>A list holds no record twice, none that nobody can have created, and is sorted: newest first, then by id.</summary>
    public static string? ListsAreSound(IReadOnlyList<Observation<TRecord>> history)
    {
        foreach (var list in history.Where(call => call.Kind == ObservedKind.List))
        {
            foreach (var (first, second) in list.Shown.Zip(list.Shown.Skip(1)))
            {
                var order = second.CreatedAt.CompareTo(first.CreatedAt);
                if (order > 0 || (order == 0 && string.CompareOrdinal(first.Id, second.Id) >= 0))
                {
                    return $"{list.Text}: {first.Id} before {second.Id} is not newest first, or one record twice";
                }
            }

            if (list.Shown.FirstOrDefault(shown => !MayExist(history, shown.Id, list)) is { } phantom)
            {
                return $"{list.Text} shows {phantom.Id}, which nobody created before";
            }
        }

        return null;
    }

    private static bool MayExist(IReadOnlyList<Observation<TRecord>> history, string id, Observation<TRecord> list) =>
        history.Any(call => call.Kind == ObservedKind.Create && call.Id == id
            && (call.Happened || call.Interval.IsOpen) && call.Interval.Invocation < list.Interval.Response);

    private static bool MayBeDeletedBetween(
        IReadOnlyList<Observation<TRecord>> history, string id, Observation<TRecord> earlier, Observation<TRecord> later) =>
        history.Any(call => call.Kind == ObservedKind.Delete && call.Id == id
            && !call.Interval.Precedes(earlier.Interval) && !later.Interval.Precedes(call.Interval));

    private bool Decides(Observation<TRecord> call) =>
        call.Kind == ObservedKind.Decide || (call.Kind == ObservedKind.Update && call.Shown.Any(isFinal));

    private static string? MoreThanDeletesAllow(
        IReadOnlyList<Observation<TRecord>> history, Func<Observation<TRecord>, bool> counts, string what)
    {
        foreach (var group in history.Where(call => call.Happened && call.Id is not null && counts(call)).GroupBy(call => call.Id))
        {
            var deletes = history.Count(call => call.Kind == ObservedKind.Delete && call.Id == group.Key);
            if (group.Count() > deletes + 1)
            {
                return $"{SpecTime.Short(group.Key!)} {what} {group.Count()} times, with {deletes} deletes: {string.Join(", ", group.Select(call => call.Text))}";
            }
        }

        return null;
    }
}
