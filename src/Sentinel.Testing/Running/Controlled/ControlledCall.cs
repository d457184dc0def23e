using Sentinel.Histories;

namespace Sentinel.Testing;

/// <summary>One step of a controlled run: what was called and how it ended, as far as it came.</summary>
internal sealed class ControlledCall<TCommand, TResult>
{
    public required TCommand Command { get; set; }

    public Outcome<TResult> Outcome { get; set; }
}
