using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Models;
using Sentinel.Reporting;

namespace Sentinel.Formats.Bindings;

/// <summary>A recorded history with the types of its model.</summary>
/// <typeparam name="TState">The model's state.</typeparam>
/// <typeparam name="TInput">What operations ask.</typeparam>
/// <typeparam name="TOutput">What they answer.</typeparam>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class LoadedHistory<TState, TInput, TOutput> : LoadedHistory
    where TState : notnull
{
    internal LoadedHistory(string name, EventReader reader, History<TInput, TOutput> history, Model<TState, TInput, TOutput> model)
        : base(name, reader) => (History, TypedModel) = (history, model);

    /// <summary>The operations.</summary>
    public History<TInput, TOutput> History { get; }

    /// <summary>The model, with its initial value.</summary>
    public Model<TState, TInput, TOutput> TypedModel { get; }

    /// <inheritdoc/>
    public override int Count => History.Count;

    /// <inheritdoc/>
    public override int Returned
    {
        get
        {
            var returned = 0;
            foreach (ref readonly var operation in History.AsSpan())
            {
                returned += operation.Outcome.IsReturned ? 1 : 0;
            }

            return returned;
        }
    }

    /// <inheritdoc/>
    public override Verdict Check(CheckOptions? options = null, CancellationToken cancellationToken = default) =>
        LinearizabilityChecker.Check(History, TypedModel, options, cancellationToken);

    /// <inheritdoc/>
    public override IEnumerable<string> DescribeSteps(IEnumerable<int> order)
    {
        var state = TypedModel.InitialState;
        foreach (var index in order)
        {
            var operation = History[index];
            if (!TypedModel.TryStep(state, operation.Input, operation.Outcome, out var next))
            {
                yield break;
            }

            state = next;
            yield return $"{operation.Process} {TypedModel.DescribeOperation(operation.Input, operation.Outcome)}: {TypedModel.DescribeState(state)}";
        }
    }

    /// <inheritdoc/>
    public override string Explain(Verdict.NotLinearizable violation, bool ascii = false) =>
        TextReport.Render(violation, new() { Title = Model, Ascii = ascii });
}
