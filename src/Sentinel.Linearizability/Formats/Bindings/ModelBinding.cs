using System.Collections.Immutable;

namespace Sentinel.Formats.Bindings;

/// <summary>A built-in model together with the way in which recorded histories write its operations.</summary>
/// <remarks>Immutable and thread-safe. The bindings are <see cref="All"/>; there are no others.</remarks>
public abstract class ModelBinding
{
    private protected ModelBinding()
    {
    }

    /// <summary>Every built-in model.</summary>
    public static ImmutableArray<ModelBinding> All { get; } =
    [
        new RegisterBinding(cas: false), new RegisterBinding(cas: true), new MultiRegisterBinding(), new KvBinding(), new CounterBinding(),
        new SetBinding(), new QueueBinding(), new StackBinding(), new PriorityQueueBinding(), new MutexBinding(),
    ];

    /// <summary>The model's name, such as <c>cas-register</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What the model is of, in a sentence.</summary>
    public abstract string Description { get; }

    /// <summary>What the object holds before the first operation, and what can be given instead.</summary>
    public abstract string Initial { get; }

    /// <summary>The operations.</summary>
    public abstract ImmutableArray<ModelOperation> Operations { get; }

    /// <summary>Whether a key is part of the operations. Of the other models, operations that name a key have an object for each.</summary>
    internal virtual bool HasKeys => false;

    /// <summary>Whether every operation of the model has a partition key, so that also an object among several falls into its partitions.</summary>
    internal virtual bool PartitionsInside => false;

    /// <summary>The model with this name.</summary>
    /// <returns><see langword="null"/> where there is none.</returns>
    public static ModelBinding? Find(string name) =>
        All.FirstOrDefault(binding => string.Equals(binding.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a whole history.</summary>
    /// <exception cref="HistoryFormatException">The history is malformed, or not of this model.</exception>
    /// <exception cref="ArgumentException">The initial value is none of this model.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public abstract LoadedHistory Load(EventReader reader, LoadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Makes sure that a value can be the initial one, without reading anything.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public abstract void CheckInitial(Value? initial);
}
