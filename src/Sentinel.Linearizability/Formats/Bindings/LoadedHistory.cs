using Sentinel.Checking;

namespace Sentinel.Formats.Bindings;

/// <summary>A recorded history that has been read as one of a built-in model. What its types are, only the binding knows.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public abstract class LoadedHistory
{
    private protected LoadedHistory(string model, EventReader reader)
    {
        Model = model;
        (RecordedModel, Annotations) = (reader.Model, reader.Annotations);
    }

    /// <summary>The model that it was read as.</summary>
    public string Model { get; }

    /// <summary>The model that the file itself names, if it does.</summary>
    public string? RecordedModel { get; }

    /// <summary>Operations; 0 where the history is empty.</summary>
    public abstract int Count { get; }

    /// <summary>Operations that returned. Where there are none, nothing can contradict the model.</summary>
    public abstract int Returned { get; }

    /// <summary>Events that are of no client: a nemesis, or other lines of a log.</summary>
    public int Annotations { get; }

    /// <summary>Decides whether the history is linearizable.</summary>
    /// <param name="options">Limits; the default is <see cref="CheckOptions.Default"/>.</param>
    /// <param name="cancellationToken">Ends the check early, with <see cref="Verdict.Inconclusive"/>.</param>
    public abstract Verdict Check(CheckOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>What happens in an order of operations, each with the state that it leaves; a line each.</summary>
    /// <param name="order">Indices of operations, in an order that the model accepts.</param>
    public abstract IEnumerable<string> DescribeSteps(IEnumerable<int> order);

    /// <summary>The report on a violation of this history, as text with a timeline.</summary>
    /// <param name="violation">The verdict.</param>
    /// <param name="ascii">Whether to draw with ASCII only.</param>
    public abstract string Explain(Verdict.NotLinearizable violation, bool ascii = false);
}
