namespace Sentinel.Formats.Bindings;

/// <summary>How a recorded history is read as a history of a model.</summary>
/// <remarks>Immutable.</remarks>
public sealed record LoadOptions
{
    /// <summary>The defaults.</summary>
    public static LoadOptions Default { get; } = new();

    /// <summary>The initial value, where it is not the model's own.</summary>
    /// <value><see langword="null"/>: the model's own.</value>
    public Value? Initial { get; init; }

    /// <summary>What a failed compare-and-set means where the format leaves it open.</summary>
    /// <value><see cref="Bindings.FailedCas.DidNotHappen"/>.</value>
    public FailedCas FailedCas { get; init; }
}
