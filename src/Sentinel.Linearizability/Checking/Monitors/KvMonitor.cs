using Sentinel.Checking.Search;
using Sentinel.Histories;
using Sentinel.Models;

namespace Sentinel.Checking.Monitors;

/// <summary>Decides histories of one key of a key-value store: as a text of pieces that can be told apart, or as a register, where a delete writes the empty text. Where a text is
/// both appended to and deleted, the search decides.</summary>
/// <param name="initial">The text before everything.</param>
internal sealed class KvMonitor(string initial) : IMonitor<KvInput, string>
{
    private readonly TextMonitor text = new(initial);
    private readonly RegisterMonitor<KvInput, string, string> register = new("kv monitor", initial, static (input, outcome) => input.Kind switch
    {
        KvOperation.Put or KvOperation.Delete => (RegisterAction.Write, input.Value),
        KvOperation.Get when outcome.IsReturned => (RegisterAction.Read, outcome.Value),
        _ => (RegisterAction.Other, null),
    });

    /// <inheritdoc/>
    public string Name => "kv monitor";

    /// <inheritdoc/>
    public MonitorResult Decide(History<KvInput, string> history, ReadOnlySpan<int> indices, Budget budget)
    {
        foreach (var index in indices)
        {
            budget.Work();
            if (history[index].Input.Kind == KvOperation.Append)
            {
                return text.Decide(history, indices, budget);
            }
        }

        return register.Decide(history, indices, budget);
    }
}
