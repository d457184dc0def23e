using Sentinel.Models;

namespace Sentinel.Formats.Bindings;

/// <summary>A binding that knows the types of its model.</summary>
internal abstract class TypedBinding<TState, TInput, TOutput> : ModelBinding
    where TState : notnull
{
    /// <summary>The model.</summary>
    /// <exception cref="BindingException">The initial value is none of this model.</exception>
    public abstract Model<TState, TInput, TOutput> CreateModel(Value? initial);

    /// <summary>What an operation asks.</summary>
    /// <param name="operation">The index in <see cref="ModelBinding.Operations"/>.</param>
    /// <param name="argument">The value of the invocation, or of the end where the invocation has none.</param>
    /// <param name="key">The key; there is one where <see cref="ModelBinding.HasKeys"/>, and nothing elsewhere.</param>
    /// <exception cref="BindingException">The argument is of no use.</exception>
    public abstract TInput Input(int operation, Value argument, Value key);

    /// <summary>What a returned operation answered.</summary>
    /// <exception cref="BindingException">The answer is of no use.</exception>
    public abstract TOutput Output(int operation, TInput input, Value value, Value result);

    /// <summary>What a failed operation answered, where a failure is an answer.</summary>
    /// <returns>Whether it is.</returns>
    public virtual bool TryObserveFailure(TInput input, out TOutput output)
    {
        output = default!;
        return false;
    }

    /// <summary>The operation as events write it: the other direction of <see cref="Input"/> and <see cref="Output"/>.</summary>
    public abstract EventValues Write(TInput input);

    /// <summary>The answer as events write it.</summary>
    public abstract (Value Value, Value Result) WriteOutput(TInput input, TOutput output);

    /// <inheritdoc/>
    public sealed override LoadedHistory Load(EventReader reader, LoadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= LoadOptions.Default;
        var assembler = new HistoryAssembler<TState, TInput, TOutput>(this, reader, options.FailedCas);
        assembler.ReadAll(cancellationToken);
        return assembler.Build(Model(options.Initial));
    }

    /// <inheritdoc/>
    public sealed override void CheckInitial(Value? initial) => Model(initial);

    /// <summary>The boolean of an answer.</summary>
    /// <param name="result">The field.</param>
    /// <param name="missing">What it means where the field is not there.</param>
    protected static bool Boolean(Value result, bool missing) => OptionalBoolean(result) ?? missing;

    /// <summary>The boolean of an answer; <see langword="null"/> where the field is not there.</summary>
    protected static bool? OptionalBoolean(Value result) =>
        result.IsNull ? null
        : result.TryGetBoolean(out var truth) ? truth
        : throw new BindingException($"\"result\" is {result}; expected true or false");

    /// <summary>The elements of an initial value that is a list.</summary>
    protected static IEnumerable<Value> Elements(Value? initial) =>
        initial is not { } value ? []
        : value.TryGetList(out var elements) ? elements
        : throw new BindingException("expected a list of elements, such as [1, 2]");

    private Model<TState, TInput, TOutput> Model(Value? initial)
    {
        try
        {
            return CreateModel(initial);
        }
        catch (BindingException error)
        {
            throw new ArgumentException(error.Message, nameof(initial), error);
        }
    }
}
