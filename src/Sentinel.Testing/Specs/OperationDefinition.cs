using FsCheck.Fluent;

namespace Sentinel.Testing;

/// <summary>One operation of a <see cref="ConcurrentSpec{TSystem,TState}"/>, its types erased.</summary>
internal sealed record OperationDefinition<TSystem, TState>(
    int Index,
    string Name,
    ArgumentSource? Argument,
    Type? Output,
    Func<TSystem, object?, ValueTask<CallResult>> Execute,
    Func<TState, object?, (TState Next, object? Output)> Step)
{
    public CommandKind<Call> ToKind()
    {
        var generator = Argument is null
            ? Gen.Constant(new Call(Index, Name))
            : Argument.Generator.Select(argument => new Call(Index, Name, argument, HasArgument: true));
        return new(Name, typeof(Call), _ => generator);
    }
}
