using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Sentinel.Checking;
using Sentinel.Checking.Monitors;
using Sentinel.Histories;

namespace Sentinel.Models;

/// <summary>A set; its elements are independent of one another.</summary>
/// <typeparam name="T">The type of the elements, with equality by value.</typeparam>
/// <param name="initial">The elements before the first operation; the default has none.</param>
/// <remarks>Immutable and thread-safe. The output says whether the element was new (add), was there (remove), is there (contains);
/// <see langword="null"/> where the caller of add or remove was not told.</remarks>
public sealed class SetModel<T>(SetState<T>? initial = null) : Model<SetState<T>, SetInput<T>, bool?>
    where T : notnull
{
    /// <inheritdoc/>
    public override string Name => "set";

    /// <inheritdoc/>
    public override SetState<T> InitialState => initial ?? SetState<T>.Empty;

    /// <inheritdoc/>
    public override object PartitionKey(SetInput<T> input) => input.Element;

    /// <inheritdoc/>
    public override bool TryStep(SetState<T> state, SetInput<T> input, Outcome<bool?> outcome, [MaybeNullWhen(false)] out SetState<T> next)
    {
        next = input.Kind switch
        {
            SetOperation.Add => state.With(input.Element),
            SetOperation.Remove => state.Without(input.Element),
            SetOperation.Contains => state,
            _ => throw new UnreachableException(),
        };

        // A set that is as it was is the very same.
        return !outcome.IsReturned || outcome.Value is not { } told
            || told == (input.Kind == SetOperation.Contains ? state.Contains(input.Element) : !ReferenceEquals(next, state));
    }

    /// <inheritdoc/>
    public override bool IsReadOnly(SetInput<T> input, Outcome<bool?> outcome) =>
        input.Kind == SetOperation.Contains || (outcome.IsReturned && outcome.Value == false);

    internal override KeyNumbers<SetInput<T>, T> NumberKeys() => new(static input => input.Element);

    internal override IMonitor<SetInput<T>, bool?> Monitor { get; } = new SetMonitor<T>(initial ?? SetState<T>.Empty);

    /// <inheritdoc/>
    public override string DescribeOutput(bool? output) => output switch
    {
        null => "ok",
        true => "true",
        false => "false",
    };

    /// <inheritdoc/>
    public override string DescribeRefusal(SetState<T> state, SetInput<T> input, Outcome<bool?> outcome) =>
        $"{input.Element} is {(state.Contains(input.Element) ? "" : "not ")}in the set then";
}
