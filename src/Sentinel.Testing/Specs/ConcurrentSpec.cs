using FsCheck;
using FsCheck.Fluent;
using Sentinel.Models;

namespace Sentinel.Testing;

/// <summary>A class and its sequential model, in ten lines: each operation says how it is called and what it would do alone.</summary>
/// <typeparam name="TSystem">The class under test.</typeparam>
/// <typeparam name="TState">The model's state: immutable. Collections are compared by content.</typeparam>
/// <param name="create">Makes a fresh system for a run; disposed after it where it is disposable.</param>
/// <param name="initialState">The model's state for a fresh system.</param>
/// <remarks>
/// The step of an operation is pure: from a state (and the argument) to the next state and the output. Outputs are compared by
/// value, collections element by element. A step that throws says that the operation throws an exception of that type there.
/// </remarks>
public abstract class ConcurrentSpec<TSystem, TState>(Func<TSystem> create, TState initialState) : CommandSpec<TSystem, TState, Call, CallResult>
    where TSystem : class
    where TState : notnull
{
    private readonly List<OperationDefinition<TSystem, TState>> operations = [];
    private CallModel<TSystem, TState>? model;
    private IReadOnlyList<CommandKind<Call>>? kinds;

    /// <inheritdoc/>
    public sealed override Model<TState, Call, CallResult> Model => model ??= new(Name, initialState, operations);

    /// <inheritdoc/>
    protected internal sealed override IReadOnlyList<CommandKind<Call>> Kinds => kinds ??= [.. operations.Select(operation => operation.ToKind())];

    /// <inheritdoc/>
    protected internal sealed override TSystem Create() => create();

    /// <inheritdoc/>
    protected internal sealed override ValueTask<CallResult> ExecuteAsync(TSystem system, Call command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(command);
        return operations[command.Operation].Execute(system, command.Argument);
    }

    /// <inheritdoc/>
    protected internal sealed override CallResult FromException(Exception exception) => CallResult.FromException(exception);

    /// <inheritdoc/>
    protected internal sealed override string OutcomeName(CallResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Thrown ?? "returned";
    }

    internal sealed override int KindOf(Call command) => command.Operation;

    internal sealed override Func<Call, Call> Rename(Call command, Call simpler) => other =>
        other.HasArgument && operations[other.Operation].Argument!.Type == operations[command.Operation].Argument!.Type
        && Structural.AreEqual(other.Argument, command.Argument)
            ? other with { Argument = simpler.Argument }
            : other;

    internal sealed override SpecJson<Call, CallResult> CreateJson() => new CallJson<TSystem, TState>(Name, operations);

    /// <summary>Adds an operation without an argument that returns something.</summary>
    /// <param name="name">The name in reports and files; unique in this spec.</param>
    /// <param name="call">Calls the system.</param>
    /// <param name="step">What the operation does to a state when it runs alone, and what it then returns.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    protected void Operation<TOutput>(string name, Func<TSystem, TOutput> call, Func<TState, (TState Next, TOutput Output)> step) =>
        Add(name, null, typeof(TOutput), (system, _) => new(CallResult.Of(call(system))), Stepped(step));

    /// <summary>Adds an operation with an argument that returns something.</summary>
    /// <param name="name">The name in reports and files; unique in this spec.</param>
    /// <param name="argument">Draws the argument.</param>
    /// <param name="call">Calls the system.</param>
    /// <param name="step">What the operation does to a state when it runs alone, and what it then returns.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    protected void Operation<TArgument, TOutput>(
        string name, Gen<TArgument> argument, Func<TSystem, TArgument, TOutput> call, Func<TState, TArgument, (TState Next, TOutput Output)> step) =>
        Add(name, Drawn(argument), typeof(TOutput), (system, given) => new(CallResult.Of(call(system, (TArgument)given!))), Stepped(step));

    /// <summary>Adds an asynchronous operation without an argument.</summary>
    /// <param name="name">The name in reports and files; unique in this spec.</param>
    /// <param name="call">Calls the system.</param>
    /// <param name="step">What the operation does to a state when it runs alone, and what it then returns.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    protected void Operation<TOutput>(string name, Func<TSystem, Task<TOutput>> call, Func<TState, (TState Next, TOutput Output)> step) =>
        Add(name, null, typeof(TOutput), async (system, _) => CallResult.Of(await call(system).ConfigureAwait(true)), Stepped(step));

    /// <summary>Adds an asynchronous operation with an argument.</summary>
    /// <param name="name">The name in reports and files; unique in this spec.</param>
    /// <param name="argument">Draws the argument.</param>
    /// <param name="call">Calls the system.</param>
    /// <param name="step">What the operation does to a state when it runs alone, and what it then returns.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    protected void Operation<TArgument, TOutput>(
        string name, Gen<TArgument> argument, Func<TSystem, TArgument, Task<TOutput>> call, Func<TState, TArgument, (TState Next, TOutput Output)> step) =>
        Add(
            name,
            Drawn(argument),
            typeof(TOutput),
            async (system, given) => CallResult.Of(await call(system, (TArgument)given!).ConfigureAwait(true)),
            Stepped(step));

    /// <summary>Adds an operation that returns nothing.</summary>
    /// <param name="name">The name in reports and files; unique in this spec.</param>
    /// <param name="call">Calls the system.</param>
    /// <param name="step">What the operation does to a state when it runs alone.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    protected void Operation(string name, Action<TSystem> call, Func<TState, TState> step) =>
        Add(name, null, null, (system, _) => Done(() => call(system)), (state, _) => (step(state), null));

    /// <summary>Adds an operation with an argument that returns nothing.</summary>
    /// <param name="name">The name in reports and files; unique in this spec.</param>
    /// <param name="argument">Draws the argument.</param>
    /// <param name="call">Calls the system.</param>
    /// <param name="step">What the operation does to a state when it runs alone.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    protected void Operation<TArgument>(string name, Gen<TArgument> argument, Action<TSystem, TArgument> call, Func<TState, TArgument, TState> step) =>
        Add(
            name,
            Drawn(argument),
            null,
            (system, given) => Done(() => call(system, (TArgument)given!)),
            (state, given) => (step(state, (TArgument)given!), null));

    /// <summary>Adds an asynchronous operation that returns nothing.</summary>
    /// <param name="name">The name in reports and files; unique in this spec.</param>
    /// <param name="call">Calls the system.</param>
    /// <param name="step">What the operation does to a state when it runs alone.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    protected void Operation(string name, Func<TSystem, Task> call, Func<TState, TState> step) =>
        Add(name, null, null, (system, _) => DoneAsync(call(system)), (state, _) => (step(state), null));

    /// <summary>Adds an asynchronous operation with an argument that returns nothing.</summary>
    /// <param name="name">The name in reports and files; unique in this spec.</param>
    /// <param name="argument">Draws the argument.</param>
    /// <param name="call">Calls the system.</param>
    /// <param name="step">What the operation does to a state when it runs alone.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    protected void Operation<TArgument>(string name, Gen<TArgument> argument, Func<TSystem, TArgument, Task> call, Func<TState, TArgument, TState> step) =>
        Add(
            name,
            Drawn(argument),
            null,
            (system, given) => DoneAsync(call(system, (TArgument)given!)),
            (state, given) => (step(state, (TArgument)given!), null));

    private static ValueTask<CallResult> Done(Action call)
    {
        call();
        return new(CallResult.Nothing);
    }

    private static async ValueTask<CallResult> DoneAsync(Task call)
    {
        await call.ConfigureAwait(true);
        return CallResult.Nothing;
    }

    private static ArgumentSource Drawn<TArgument>(Gen<TArgument> argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        return new(typeof(TArgument), argument.Select(value => (object?)value));
    }

    private static Func<TState, object?, (TState, object?)> Stepped<TOutput>(Func<TState, (TState, TOutput)> step) => (state, _) => step(state);

    private static Func<TState, object?, (TState, object?)> Stepped<TArgument, TOutput>(Func<TState, TArgument, (TState, TOutput)> step) =>
        (state, argument) => step(state, (TArgument)argument!);

    private void Add(
        string name,
        ArgumentSource? argument,
        Type? output,
        Func<TSystem, object?, ValueTask<CallResult>> execute,
        Func<TState, object?, (TState, object?)> step)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (operations.Exists(operation => operation.Name == name))
        {
            throw new ArgumentException($"The spec has an operation '{name}' already.", nameof(name));
        }

        operations.Add(new(operations.Count, name, argument, output, execute, step));
    }
}
