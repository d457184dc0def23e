using Sentinel.Formats;

namespace Sentinel.Generating.Objects;

/// <summary>A mutex whose users give it back, sooner or later.</summary>
internal sealed class MutexObject : SimulatedObject
{
    private bool held;
    private bool isBeingReleased;

    /// <inheritdoc/>
    public override Call Next(Choices choices)
    {
        // Whoever is next releases a held mutex: an owner that is unknown would never do it.
        if (held && !isBeingReleased && !choices.Reads())
        {
            isBeingReleased = true;
            return new("release");
        }

        return new(choices.Chance(0.3) && !held ? "acquire" : "tryacquire");
    }

    /// <inheritdoc/>
    public override bool IsReady(in Call call) => call.Function != "acquire" || !held;

    /// <inheritdoc/>
    public override Answer Apply(in Call call)
    {
        switch (call.Function)
        {
            case "release":
                (held, isBeingReleased) = (false, false);
                return default;
            case "acquire":
                held = true;
                return default;
            default:
                var taken = !held;
                held = true;
                return new(default, Value.Of(taken));
        }
    }

    /// <inheritdoc/>
    public override bool MustHappen(in Call call) => call.Function == "release";
}
