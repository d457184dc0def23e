using Sentinel.Explaining;
using Sentinel.Histories;

namespace Sentinel.Reporting;

/// <summary>An invocation or a response.</summary>
/// <param name="Number">Its event number.</param>
/// <param name="IsResponse">Which of the two. At the same number invocations come first: intervals are closed, so that such operations overlap.</param>
/// <param name="Position">The operation, by its position among those drawn.</param>
internal readonly record struct DrawnEvent(long Number, bool IsResponse, int Position)
{
    /// <summary>The events of operations, in their order; Unknown operations have no response.</summary>
    public static IEnumerable<DrawnEvent> Of(IReadOnlyList<ExplainedOperation> operations) =>
        from position in Enumerable.Range(0, operations.Count)
        let interval = operations[position].Interval
        from drawn in new DrawnEvent[] { new(interval.Invocation, false, position), new(interval.Response, true, position) }
        where drawn.Number != Interval.Never
        orderby drawn.Number, drawn.IsResponse, drawn.Position
        select drawn;
}
