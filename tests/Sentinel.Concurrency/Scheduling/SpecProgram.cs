using FsCheck;
using FsCheck.Fluent;
using Sentinel.Checking;
using Sentinel.Histories;
using Sentinel.Scheduling;
using Sentinel.Testing;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>A generated program of a spec as a controlled one: each command is a step.</summary>
internal sealed class SpecProgram<TSystem, TState, TCommand, TResult> : IControlledProgram
    where TSystem : class
    where TState : notnull
    where TCommand : notnull
{
    private readonly CommandSpec<TSystem, TState, TCommand, TResult> _spec;
    private readonly TSystem _system;
    private readonly List<CompletedCall<TCommand, TResult>>[] _completed;

    public SpecProgram(CommandSpec<TSystem, TState, TCommand, TResult> spec, Program<TCommand> program)
    {
        _spec = spec;
        _system = spec.Create();
        _completed = [.. Enumerable.Range(0, Math.Max(1, program.Branches.Length)).Select(_ => new List<CompletedCall<TCommand, TResult>>())];
        var prefix = program.Prefix.Length;
        Prefix = [.. program.Prefix.Select(c => Step(0, c, 0))];
        Branches = [.. program.Branches.Select((b, i) => (IReadOnlyList<ControlledStep>)[.. b.Select(c => Step(i, c, prefix))])];
        Suffix = [.. program.Suffix.Select(c => Step(0, c, prefix))];
    }

    public IReadOnlyList<ControlledStep> Prefix { get; }

    public IReadOnlyList<IReadOnlyList<ControlledStep>> Branches { get; }

    public IReadOnlyList<ControlledStep> Suffix { get; }

    public static History<TCommand, TResult> HistoryOf(ControlledRun run)
    {
        var events = run.Steps.Where(s => s.Result is not null)
            .SelectMany(s => new[] { (At: s.Invoked, Step: s, Responds: false), (At: s.Responded!.Value, Step: s, Responds: true) });
        var builder = new HistoryBuilder<TCommand, TResult>();
        foreach (var (_, step, responds) in events.OrderBy(e => e.At))
        {
            var call = (CompletedCall<TCommand, TResult>)step.Result!;
            var process = Math.Max(0, step.Branch);
            if (!responds)
            {
                builder.Invoke(process, call.Command);
            }
            else if (call.Outcome.IsReturned)
            {
                builder.Return(process, call.Outcome.Value);
            }
        }

        return builder.Build();
    }

    private ControlledStep Step(int process, TCommand generated, int prefix) => ControlledStep.CallAsync(generated.ToString()!, async () =>
    {
        var completed = _completed[process];
        if (process > 0 && completed.Count == 0)
        {
            completed.AddRange(_completed[0].Take(prefix));
        }

        var command = _spec.Resolve(generated, completed);
        TResult result;
        try
        {
            result = await _spec.ExecuteAsync(_system, command, CancellationToken.None);
        }
        catch (Exception error)
        {
            result = _spec.FromException(error);
        }

        var call = new CompletedCall<TCommand, TResult>(command, Outcome<TResult>.Returned(result));
        completed.Add(call);
        return call;
    });
}

/// <summary>Runs inside the rewritten copy, on a thread that is not under control: generates programs and explores each.</summary>
internal static class SpecHunt
{
    /// <returns>What was found and how, or null.</returns>
    public static string? Hunt(string specType, ControlledExplorer explorer, ulong seed, int programs)
    {
        var spec = (Spec)Activator.CreateInstance(typeof(SpecHunt).Assembly.GetType(specType) ?? Type.GetType(specType, throwOnError: true)!)!;
        var closed = spec.GetType();
        while (!closed.IsGenericType || closed.GetGenericTypeDefinition() != typeof(CommandSpec<,,,>))
        {
            closed = closed.BaseType!;
        }

        return (string?)typeof(SpecHunt).GetMethod(nameof(HuntIn))!.MakeGenericMethod(closed.GetGenericArguments())
            .Invoke(null, [spec, explorer, seed, programs]);
    }

    public static string? HuntIn<TSystem, TState, TCommand, TResult>(
        CommandSpec<TSystem, TState, TCommand, TResult> spec, ControlledExplorer explorer, ulong seed, int programs)
        where TSystem : class
        where TState : notnull
        where TCommand : notnull
    {
        var generator = new ProgramGenerator<TCommand>(spec.Name, spec.Kinds).Generator(new ProgramSize());
        var judge = new Judge<TSystem, TState, TCommand, TResult>(spec, CheckOptions.Default, TimeSpan.FromSeconds(5));
        var schedules = 0;
        for (var i = 0; i < programs; i++)
        {
            var program = Gen.Sample(generator, 1, new Rnd(seed * 7919 + (ulong)i), 10 + (i % 90))[0];
            var report = explorer.Explore(() => new SpecProgram<TSystem, TState, TCommand, TResult>(spec, program), Judge);
            schedules += report.Schedules;
            if (report.Failure is { } failure)
            {
                if (failure.Finding is not Sentinel.Scheduling.Finding.Rejected)
                {
                    throw new InvalidOperationException($"Not the model's verdict: {failure.Finding.Describe()}");
                }

                return $"program {i}, {schedules} schedules, {failure.Schedule.Deviations.Count} deviations: {failure.Finding.Kind}: {failure.Finding.Describe()}";
            }
        }

        return null;

        Sentinel.Scheduling.Finding? Judge(ControlledRun run)
        {
            var history = SpecProgram<TSystem, TState, TCommand, TResult>.HistoryOf(run);
            return judge.Of(new RunOutcome<TCommand, TResult>(history), CancellationToken.None).Finding is { } finding
                ? new Sentinel.Scheduling.Finding.Rejected(finding.GetType().Name, finding.ToString())
                : null;
        }
    }
}
