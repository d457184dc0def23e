using Sentinel.Histories;

namespace Sentinel.Checking.Monitors;

/// <summary>The events of some operations as 0, 1, 2, … in their order, which is all that real time means for a decision.</summary>
/// <remarks>At the same number invocations come first, since intervals are closed. So one operation precedes another exactly if the rank of its response is
/// less than that of the other's invocation, and no two ranks are equal.</remarks>
internal sealed class EventRanks
{
    /// <summary>The response of an Unknown operation.</summary>
    public const int Never = int.MaxValue;

    private EventRanks(int count)
    {
        Invocation = new int[count];
        Response = new int[count];
    }

    /// <summary>For each operation, by its position among those given.</summary>
    public int[] Invocation { get; }

    /// <summary>For each operation; <see cref="Never"/> where there is none.</summary>
    public int[] Response { get; }

    /// <summary>For each rank the operation that responds at it, or -1: there the next operation is invoked, in their order.</summary>
    public int[] Responders()
    {
        var responders = new int[2 * Response.Length];
        Array.Fill(responders, -1);
        var count = Response.Length;
        for (var i = 0; i < Response.Length; i++)
        {
            if (Response[i] != Never)
            {
                responders[Response[i]] = i;
                count++;
            }
        }

        return responders[..count];
    }

    /// <summary>The bad pattern of all operations invoked up to a rank.</summary>
    public MonitorResult RefutedUpTo(int rank, ReadOnlySpan<int> indices)
    {
        var count = Array.BinarySearch(Invocation, rank);
        return MonitorResult.Violation(indices[..(count >= 0 ? count + 1 : ~count)]);
    }

    /// <summary>Ranks the events of operations given in the order of invocations.</summary>
    public static EventRanks Of<TInput, TOutput>(History<TInput, TOutput> history, ReadOnlySpan<int> indices)
    {
        EventRanks ranks = new(indices.Length);
        var responses = new long[indices.Length];
        var byResponse = new int[indices.Length];
        for (var i = 0; i < indices.Length; i++)
        {
            responses[i] = history[indices[i]].Interval.Response;
            byResponse[i] = i;
        }

        Array.Sort(responses, byResponse);
        var (opened, rank) = (0, 0);
        for (var closed = 0; closed < indices.Length; closed++)
        {
            while (opened < indices.Length && history[indices[opened]].Interval.Invocation <= responses[closed])
            {
                ranks.Invocation[opened++] = rank++;
            }

            ranks.Response[byResponse[closed]] = responses[closed] == Interval.Never ? Never : rank++;
        }

        return ranks;
    }
}
