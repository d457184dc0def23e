namespace Sentinel.Scheduling.Subjects;

public static partial class Everyday
{
    /// <summary>The library returns the task itself: it is complete because it is, not because another is.</summary>
    public static IControlledProgram AllOfASingleTask() => new Script().BranchAsync(async () =>
    {
        var told = 0;
        Task[] workers =
        [
            Task.Run(async () =>
            {
                await Task.Yield();
                told = 5;
            }),
        ];
        await Task.WhenAll(Task.WhenAll(workers));
        return told == 5 ? null : "BUG";
    });
}
