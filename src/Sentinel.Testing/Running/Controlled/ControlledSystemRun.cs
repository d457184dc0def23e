using System.Collections.Immutable;
using Sentinel.Histories;
using Sentinel.Scheduling;

namespace Sentinel.Testing;

/// <summary>One schedule of a program: a fresh system, and the steps that the scheduler drives.</summary>
/// <remarks>Made under control, once a schedule. Process 0 does prefix, first branch and suffix, as under real threads.</remarks>
internal sealed class ControlledSystemRun<TSystem, TState, TCommand, TResult> : IControlledProgram
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    /// <summary>The tag of the step that disposes the system: it is no operation, so no history has it.</summary>
    private static readonly object DisposalTag = new();

    private readonly CommandSpec<TSystem, TState, TCommand, TResult> spec;
    private readonly TSystem system;
    private readonly List<CompletedCall<TCommand, TResult>> first = [];

    public ControlledSystemRun(CommandSpec<TSystem, TState, TCommand, TResult> spec, Program<TCommand> program)
    {
        this.spec = spec;
        system = spec.Create();
        Prefix = Steps(program.Prefix, first, after: null);
        Branches = [.. program.Branches.Select((branch, i) => i == 0 ? Steps(branch, first, after: null) : Steps(branch, [], after: program.Prefix.Length))];
        Cleanup = system is IDisposable or IAsyncDisposable ? [Disposal()] : [];
        Suffix = [.. Steps(program.Suffix, first, after: null), .. Cleanup];
    }

    public IReadOnlyList<ControlledStep> Prefix { get; }

    public IReadOnlyList<IReadOnlyList<ControlledStep>> Branches { get; }

    /// <summary>Ends with the disposal of a disposable system: what it starts and waits for is under control only as long as the run is.</summary>
    public IReadOnlyList<ControlledStep> Suffix { get; }

    /// <summary>The same disposal, for a run that a finding of the scheduler's ended before it came to that.</summary>
    public IReadOnlyList<ControlledStep> Cleanup { get; }

    /// <summary>What the disposal of the system threw in a run of such steps.</summary>
    public static Exception? DisposalError(ControlledRun run) =>
        run.Steps.FirstOrDefault(record => record.Step.Tag == DisposalTag)?.Error;

    /// <summary>What a run of such steps recorded.</summary>
    public static History<TCommand, TResult> ToHistory(ControlledRun run, int branches)
    {
        List<Operation<TCommand, TResult>> operations = [];
        var nextProcess = Math.Max(1, branches);
        var current = Enumerable.Range(0, nextProcess).ToArray();
        foreach (var record in run.Steps.Where(record => record.Invoked > 0 && record.Step.Tag != DisposalTag).OrderBy(record => record.Invoked))
        {
            if (record.Step.Tag is not ControlledCall<TCommand, TResult> call)
            {
                throw new InvalidOperationException("The run has steps of another program.");
            }

            var process = Math.Max(0, record.Branch);
            var ended = record.Responded is not null && call.Outcome.IsReturned;
            var interval = new Interval(record.Invoked, ended ? record.Responded!.Value : Interval.Never);
            operations.Add(new(new(current[process]), call.Command, ended ? call.Outcome : Outcome<TResult>.Unknown, interval));
            if (!ended)
            {
                // The old process keeps its open operation; what follows is the work of a new one.
                current[process] = nextProcess++;
            }
        }

        return new(operations);
    }

    private ControlledStep Disposal() => system is IDisposable disposable
        ? ControlledStep.Call("Dispose", () =>
        {
            disposable.Dispose();
            return null;
        }, DisposalTag)
        : ControlledStep.CallAsync("DisposeAsync", async () =>
        {
            await ((IAsyncDisposable)system).DisposeAsync().ConfigureAwait(true);
            return null;
        }, DisposalTag);

    private ImmutableArray<ControlledStep> Steps(
        ImmutableArray<TCommand> commands, List<CompletedCall<TCommand, TResult>> completed, int? after) =>
        [.. commands.Select((command, i) => Step(command, completed, i == 0 ? after : null))];

    private ControlledStep Step(TCommand generated, List<CompletedCall<TCommand, TResult>> completed, int? after)
    {
        var call = new ControlledCall<TCommand, TResult> { Command = generated };
        return ControlledStep.CallAsync(generated.ToString() ?? "", async () =>
        {
            if (after is { } prefix)
            {
                completed.AddRange(first[..prefix]);
            }

            call.Command = spec.Resolve(generated, completed);
            call.Outcome = await ExecuteAsync(call.Command).ConfigureAwait(true);
            completed.Add(new(call.Command, call.Outcome));
            return null;
        }, call);
    }

    // Awaits on the captured context: that is how the scheduler keeps the continuation under control.
    private async Task<Outcome<TResult>> ExecuteAsync(TCommand command)
    {
        try
        {
            return Outcome<TResult>.Returned(await spec.ExecuteAsync(system, command, CancellationToken.None).ConfigureAwait(true));
        }
        catch (Exception exception) when (!IsOfScheduler(exception))
        {
            return spec.LeavesOutcomeUnknown(exception) ? Outcome<TResult>.Unknown : Outcome<TResult>.Returned(spec.FromException(exception));
        }
    }

    /// <summary>The scheduler ends a run with an exception of its own, which is not an outcome.</summary>
    private static bool IsOfScheduler(Exception exception) => exception.GetType().Assembly == typeof(ControlledExplorer).Assembly;
}
