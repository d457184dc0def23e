using Sentinel.Formats;

namespace Sentinel.Generating.Objects;

/// <summary>The text under one key. Where values are distinct nothing is deleted: that would write the empty text again.</summary>
internal sealed class KvObject(bool distinct) : SimulatedObject
{
    private string held = "";

    /// <inheritdoc/>
    public override Call Next(Choices choices)
    {
        if (choices.Reads())
        {
            return new("get");
        }

        // Mostly puts, so that texts stay short. The full stop ends a piece: which pieces make a text is never in doubt.
        var kind = choices.Below(20);
        return kind == 0 && !distinct ? new("delete") : new(kind <= 4 ? "append" : "put", Argument: Value.Of($"{choices.Fresh()}."));
    }

    /// <inheritdoc/>
    public override Answer Apply(in Call call)
    {
        if (call.Function == "get")
        {
            return new(Value.Of(held));
        }

        call.Argument.TryGetText(out var piece);
        held = call.Function == "append" ? held + piece : piece;
        return default;
    }
}
