using Sentinel.Checking.Monitors;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>A count that goes up and down.</summary>
/// <param name="initial">The count before the first operation.</param>
/// <remarks>Immutable and thread-safe. The output of a get is the count; of an inc the count that it leaves, or
/// <see langword="null"/> where the caller was not told. Arithmetic wraps around, as that of most counters does.</remarks>
public sealed class CounterModel(long initial = 0) : Model<long, CounterInput, long?>
{
    /// <inheritdoc/>
    public override string Name => "counter";

    /// <inheritdoc/>
    public override long InitialState => initial;

    /// <inheritdoc/>
    public override bool TryStep(long state, CounterInput input, Outcome<long?> outcome, out long next)
    {
        next = unchecked(state + (input.Amount ?? 0));
        return !outcome.IsReturned || (outcome.Value is { } told ? told == next : !input.IsGet);
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(CounterInput input, Outcome<long?> outcome) => input.Amount is null or 0;

    internal override IMonitor<CounterInput, long?> Monitor { get; } = new CounterMonitor(initial);

    /// <inheritdoc/>
    public override string DescribeOutput(long? output) => output?.ToString() ?? "ok";

    /// <inheritdoc/>
    public override string DescribeRefusal(long state, CounterInput input, Outcome<long?> outcome) =>
        input.IsGet ? $"the count is {state} then" : $"the count is {state} then, and would become {unchecked(state + input.Amount)}";
}
