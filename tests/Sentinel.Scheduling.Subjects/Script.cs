namespace Sentinel.Scheduling.Subjects;

/// <summary>A program written out by hand. A step that returns text starting with "BUG" condemns its run.</summary>
public sealed class Script : IControlledProgram
{
    private readonly List<ControlledStep> _prefix = [];
    private readonly List<IReadOnlyList<ControlledStep>> _branches = [];
    private readonly List<ControlledStep> _suffix = [];

    public IReadOnlyList<ControlledStep> Prefix => _prefix;

    public IReadOnlyList<IReadOnlyList<ControlledStep>> Branches => _branches;

    public IReadOnlyList<ControlledStep> Suffix => _suffix;

    public Script Before(Action step)
    {
        _prefix.Add(ControlledStep.Call("before", () => Call(step)));
        return this;
    }

    public Script Branch(params Func<object?>[] steps)
    {
        _branches.Add([.. steps.Select((s, i) => ControlledStep.Call($"op{i}", s))]);
        return this;
    }

    public Script Do(params Action[] steps) => Branch([.. steps.Select(s => (Func<object?>)(() => Call(s)))]);

    public Script BranchAsync(params Func<Task<object?>>[] steps)
    {
        _branches.Add([.. steps.Select((s, i) => ControlledStep.CallAsync($"op{i}", s))]);
        return this;
    }

    public Script DoAsync(params Func<Task>[] steps) => BranchAsync([.. steps.Select(s => (Func<Task<object?>>)(() => CallAsync(s)))]);

    public Script Check(Func<bool> holds, string otherwise)
    {
        _suffix.Add(ControlledStep.Call("check", () => holds() ? null : "BUG " + otherwise));
        return this;
    }

    public Script After(Func<object?> step)
    {
        _suffix.Add(ControlledStep.Call("after", step));
        return this;
    }

    private static object? Call(Action step)
    {
        step();
        return null;
    }

    private static async Task<object?> CallAsync(Func<Task> step)
    {
        await step();
        return null;
    }
}
