using Sentinel.Formats;

namespace Sentinel.Generating.Objects;

/// <summary>A set. Where values are distinct every element is added once, and removed at most once.</summary>
internal sealed class SetObject(bool distinct) : SimulatedObject
{
    private readonly HashSet<Value> elements = [];
    private readonly List<Value> removable = [];

    /// <inheritdoc/>
    public override Call Next(Choices choices)
    {
        if (choices.Reads())
        {
            return new("contains", Argument: choices.Known());
        }

        if (choices.Chance(0.5))
        {
            return new("add", Argument: choices.Fresh());
        }

        if (!distinct)
        {
            return new("remove", Argument: choices.Known());
        }

        if (removable.Count == 0)
        {
            return new("add", Argument: choices.Fresh());
        }

        var chosen = choices.Below(removable.Count);
        var element = removable[chosen];
        removable[chosen] = removable[^1];
        removable.RemoveAt(removable.Count - 1);
        return new("remove", Argument: element);
    }

    /// <inheritdoc/>
    public override Answer Apply(in Call call)
    {
        switch (call.Function)
        {
            case "add":
                removable.Add(call.Argument);
                return new(default, Value.Of(elements.Add(call.Argument)));
            case "remove":
                return new(default, Value.Of(elements.Remove(call.Argument)));
            default:
                return new(default, Value.Of(elements.Contains(call.Argument)));
        }
    }
}
