using System.Diagnostics;
using Sentinel.Formats;

namespace Sentinel.Generating.Breaking;

/// <summary>Two elements that leave a queue, stack or priority queue in the wrong order: the answers of two removals are exchanged.</summary>
/// <remarks>
/// Elements x and y that were put in once each; the removal d1 ended before d2 began; d1 returned x and d2 returned y; now the other way round.
/// So in every order y leaves at d1 and x later, at d2; and:
/// <list type="bullet">
/// <item>queue: x was in before y began to come in. What came in first leaves first, but y leaves first.</item>
/// <item>stack: y was in before x began to come in, and x was in before d1 began. At d1 x lies above y, since it leaves only at d2.</item>
/// <item>priority queue: x is less than y and was in before d1 began. At d1 x is there, since it leaves only at d2, and y is not the least.</item>
/// </list>
/// Operations with unknown outcomes change nothing of this: neither element was put in a second time, and each leaves where it is returned.
/// </remarks>
internal static class OrderBreak
{
    private const int Tries = 30;

    /// <summary>Breaks the history, if there is a place.</summary>
    /// <returns>The argument; <see langword="null"/> where there is none.</returns>
    public static string? TryBreak(List<GeneratedOperation> operations, string model, Random random)
    {
        var stays = Stays(operations);
        for (var i = 0; i < Tries && stays.Count > 1; i++)
        {
            var start = random.Next(stays.Count);
            var first = stays[start];
            // The next ones to leave: the closer the two are, the harder is it to see.
            for (var next = start + 1; next < stays.Count; next++)
            {
                var second = stays[next];
                if (first.Key == second.Key && first.TakeOut.Response < second.TakeOut.Invocation && Contradict(model, first, second))
                {
                    (first.TakeOut.Answer, second.TakeOut.Answer) = (second.TakeOut.Answer, first.TakeOut.Answer);
                    return $"{first.TakeOut} and then {second.TakeOut}: {Argument(model, first, second)}";
                }
            }
        }

        return null;
    }

    private static bool Contradict(string model, Stay x, Stay y) => model switch
    {
        "queue" => x.PutIn.Interval.Precedes(y.PutIn.Interval),
        "stack" => y.PutIn.Interval.Precedes(x.PutIn.Interval) && x.PutIn.Interval.Precedes(x.TakeOut.Interval),
        "priority-queue" => x.Element < y.Element && x.PutIn.Interval.Precedes(x.TakeOut.Interval),
        _ => throw new UnreachableException(),
    };

    /// <summary>Why the removal that began first cannot return y, as it now does.</summary>
    private static string Argument(string model, Stay x, Stay y) => model switch
    {
        "queue" => $"each was put in once, {x.Element} before {y.Element}, since {x.PutIn} had ended when {y.PutIn} began; "
            + $"so {x.Element} has to leave first, but the removal of {y.Element} had ended when that of {x.Element} began",
        "stack" => $"each was put in once, {x.Element} on top of {y.Element}, since {y.PutIn} had ended when {x.PutIn} began; {x.PutIn} had ended when the removal of "
            + $"{y.Element} began, and the removal of {x.Element} began after that: {y.Element} would leave from under {x.Element}",
        "priority-queue" => $"each was put in once, {x.Element} is less than {y.Element}, and {x.PutIn} had ended when the removal of "
            + $"{y.Element} began; the removal of {x.Element} began after that: {y.Element} would leave while {x.Element}, which is less, is there",
        _ => throw new UnreachableException(),
    };

    /// <summary>The elements that were put in once and taken out, in the order in which their removals began.</summary>
    private static List<Stay> Stays(List<GeneratedOperation> operations)
    {
        var putIns = operations.Where(operation => !operation.Call.Argument.IsNull)
            .GroupBy(operation => (operation.Call.Key, operation.Call.Argument))
            .Where(group => group.Count() == 1 && group.First().IsReturned)
            .ToDictionary(group => group.Key, group => group.First());
        List<Stay> stays = [];
        foreach (var takeOut in operations.Where(operation => operation.Call.Argument.IsNull && operation.IsReturned))
        {
            if (putIns.TryGetValue((takeOut.Call.Key, takeOut.Answer.Value), out var putIn))
            {
                stays.Add(new(takeOut.Call.Key, takeOut.Answer.Value, putIn, takeOut));
            }
        }

        return stays;
    }

    private readonly record struct Stay(Value Key, Value Element, GeneratedOperation PutIn, GeneratedOperation TakeOut);
}
