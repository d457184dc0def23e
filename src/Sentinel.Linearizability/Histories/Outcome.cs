namespace Sentinel.Histories;

/// <summary>How an operation ended: returned with an output, failed without effect, or unknown.</summary>
/// <typeparam name="TOutput">What the operation returns.</typeparam>
/// <remarks>Immutable. The default value is <see cref="Unknown"/>, so that a forgotten outcome is never read as a success.</remarks>
public readonly record struct Outcome<TOutput>
{
    private Outcome(OutcomeKind kind, TOutput value)
    {
        Kind = kind;
        Value = value;
    }

    /// <summary>Which of the three it is.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>The output; meaningful only where <see cref="IsReturned"/>, otherwise the default of the type.</summary>
    public TOutput Value { get; }

    /// <summary>Whether the operation returned, and its output is known.</summary>
    public bool IsReturned => Kind == OutcomeKind.Returned;

    /// <summary>The operation crashed or timed out: it may take effect any time later, or never.</summary>
    public static Outcome<TOutput> Unknown => default;

    /// <summary>The operation is known not to have happened.</summary>
    public static Outcome<TOutput> Failed => new(OutcomeKind.Failed, default!);

    /// <summary>The operation took effect and gave <paramref name="output"/>.</summary>
    public static Outcome<TOutput> Returned(TOutput output) => new(OutcomeKind.Returned, output);

    /// <summary>The output's text, <c>?</c> for unknown, <c>failed</c> for failed.</summary>
    public override string ToString() => Kind switch
    {
        OutcomeKind.Returned => Value?.ToString() ?? "null",
        OutcomeKind.Failed => "failed",
        _ => "?",
    };
}
