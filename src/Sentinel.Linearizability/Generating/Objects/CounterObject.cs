using Sentinel.Formats;

namespace Sentinel.Generating.Objects;

/// <summary>A counter that counts by one.</summary>
internal sealed class CounterObject : SimulatedObject
{
    private long count;

    /// <inheritdoc/>
    public override Call Next(Choices choices) => new(choices.Reads() ? "get" : "inc");

    /// <inheritdoc/>
    public override Answer Apply(in Call call)
    {
        if (call.Function == "get")
        {
            return new(Value.Of(count));
        }

        count++;
        return default;
    }
}
