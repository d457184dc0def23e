namespace Sentinel.Scheduling;

internal sealed partial class Execution
{
    /// <summary>Deeper ones are posted: the runtime guards its stack likewise.</summary>
    private const int MaxInlineDepth = 8;

    /// <summary>Whether a continuation that is posted now runs at once, on the thread that completes its task.</summary>
    /// <remarks>Without a context of ours the runtime would run it there, under whatever locks the completer holds, unless the task asked
    /// for the other way. Either may happen to code that knows nothing of its callers, so it is a choice: to stay on the completer is to post, and
    /// the id that the posted thread would get stands for running it at once.</remarks>
    public bool RunsInline(SendOrPostCallback callback)
    {
        if (!Settings.InlineContinuationsAsChoices || _aborting || LogicalThread.Current is not { CompletesInline: true, InlineDepth: < MaxInlineDepth } thread
            || thread.Execution != this || callback.Method.DeclaringType?.FullName?.Contains("AwaitTaskContinuation", StringComparison.Ordinal) != true)
        {
            return false;
        }

        ChoicePoints++;
        ReadOnlySpan<int> ways = [thread.Id, _created];
        var way = _chooser.Choose(thread.Id, thread.Choices++, currentEnabled: true, ways);
        Mix(way, -2);
        return way != thread.Id;
    }
}
