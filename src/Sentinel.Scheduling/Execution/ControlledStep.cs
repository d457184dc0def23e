namespace Sentinel.Scheduling;

/// <summary>One call that a controlled program makes.</summary>
/// <remarks>The body is made anew for each schedule and is called at most once. Immutable; thread-safe.</remarks>
public sealed class ControlledStep
{
    private ControlledStep(string label, Func<object?>? body, Func<Task<object?>>? asyncBody, object? tag)
    {
        Label = label;
        Tag = tag;
        Body = body;
        AsyncBody = asyncBody;
    }

    /// <summary>How reports name the step.</summary>
    public string Label { get; }

    /// <summary>What whoever made the step knows it by in a run; null by default. The scheduler does not look at it.</summary>
    public object? Tag { get; }

    internal Func<object?>? Body { get; }

    internal Func<Task<object?>>? AsyncBody { get; }

    /// <summary>A step that is over when <paramref name="body"/> returns.</summary>
    /// <param name="label">How reports name the step.</param>
    /// <param name="body">What it does; called under control.</param>
    /// <param name="tag">What the caller knows the step by.</param>
    /// <exception cref="ArgumentNullException">The label or the body is null.</exception>
    public static ControlledStep Call(string label, Func<object?> body, object? tag = null)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(body);
        return new ControlledStep(label, body, null, tag);
    }

    /// <summary>A step that is over when the task of <paramref name="body"/> completes.</summary>
    /// <param name="label">How reports name the step.</param>
    /// <param name="body">What it does; called under control.</param>
    /// <param name="tag">What the caller knows the step by.</param>
    /// <exception cref="ArgumentNullException">The label or the body is null.</exception>
    public static ControlledStep CallAsync(string label, Func<Task<object?>> body, object? tag = null)
    {
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(body);
        return new ControlledStep(label, null, body, tag);
    }

    /// <inheritdoc/>
    public override string ToString() => Label;
}
