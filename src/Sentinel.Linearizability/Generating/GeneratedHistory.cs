using Sentinel.Formats;

namespace Sentinel.Generating;

/// <summary>A generated history.</summary>
/// <param name="Operations">The operations, in the order of their invocations.</param>
/// <param name="Events">How many events there are.</param>
/// <param name="Busy">The share of the processes that were inside an operation, on average over all moments between events.</param>
internal sealed record GeneratedHistory(List<GeneratedOperation> Operations, int Events, double Busy)
{
    /// <summary>The history with one more operation, which begins and ends after all others.</summary>
    public GeneratedHistory Append(in Call call, in Answer answer)
    {
        var last = Operations[^1];
        Operations.Add(new()
        {
            Process = Operations.Max(operation => operation.Process) + 1, Target = last.Target, Call = call, Answer = answer, Invocation = Events, Response = Events + 1,
        });
        return this with { Events = Events + 2 };
    }

    /// <summary>The events in their order.</summary>
    public IEnumerable<RecordedEvent> ToEvents()
    {
        var order = new (GeneratedOperation? Operation, bool IsEnd)[Events];
        foreach (var operation in Operations)
        {
            order[operation.Invocation] = (operation, false);
            order[operation.Response] = (operation, true);
        }

        return order.Where(place => place.Operation is not null).Select(place => Event(place.Operation!, place.IsEnd));
    }

    private static RecordedEvent Event(GeneratedOperation operation, bool isEnd)
    {
        var call = operation.Call;
        var type = !isEnd ? EventType.Invoke : operation.IsUnknown ? EventType.Info : EventType.Ok;
        return new()
        {
            Process = operation.Process,
            Type = type,
            Function = call.Function,
            Key = call.Key,
            Value = type != EventType.Ok ? call.Argument : operation.Answer.Value.IsNull ? call.Argument : operation.Answer.Value,
            Result = type == EventType.Ok ? operation.Answer.Result : Value.Null,
        };
    }
}
