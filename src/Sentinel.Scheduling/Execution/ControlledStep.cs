namespace Sentinel.Scheduling;

/// <summary>One call that a controlled program makes.</summary>
/// <remarks>The body is made anew for each schedule and is called at most once. Immutable; thread-safe.</remarks>
public sealed class ControlledStep
{
    private ControlledStep(string label, Func<object?>? body, Func<Task<object?>>? asyncBody)
    {
        Label = label;
        Body = body;
        AsyncBody = asyncBody;
    }

    /// <summary>How reports name the step.</summary>
    public string Label { get; }

    internal Func<object?>? Body { get; }

    internal Func<Task<object?>>? AsyncBody { get; }

    /// <summary>A step that is over when <paramref name="body"/> returns.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ControlledStep Call(string label, Func<object?> body)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(body);
        return new ControlledStep(label, body, null);
    }

    /// <summary>A step that is over when the task of <paramref name="body"/> completes.</summary>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ControlledStep CallAsync(string label, Func<Task<object?>> body)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(body);
        return new ControlledStep(label, null, body);
    }

    /// <inheritdoc/>
    public override string ToString() => Label;
}
