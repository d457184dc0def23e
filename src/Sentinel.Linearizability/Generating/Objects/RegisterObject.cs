using Sentinel.Formats;

namespace Sentinel.Generating.Objects;

/// <summary>A register, with compare-and-set or without.</summary>
internal sealed class RegisterObject(bool cas) : SimulatedObject
{
    private Value held;

    /// <inheritdoc/>
    public override Call Next(Choices choices)
    {
        if (choices.Reads())
        {
            return new("read");
        }

        // A comparison with what is held now is often true when its turn comes; one with another value seldom is.
        return cas && choices.Chance(0.5)
            ? new("cas", Argument: Value.Of(choices.Chance(0.6) ? held : choices.Known(), choices.Fresh()))
            : new("write", Argument: choices.Fresh());
    }

    /// <inheritdoc/>
    public override Answer Apply(in Call call)
    {
        switch (call.Function)
        {
            case "read":
                return new(held);
            case "write":
                held = call.Argument;
                return default;
            default:
                call.Argument.TryGetList(out var pair);
                var matches = pair[0] == held;
                held = matches ? pair[1] : held;
                return new(default, matches ? default : Value.Of(false));
        }
    }
}
