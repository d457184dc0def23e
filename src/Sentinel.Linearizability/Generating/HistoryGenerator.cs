using System.Diagnostics;
using Sentinel.Formats;
using Sentinel.Generating.Objects;

namespace Sentinel.Generating;

/// <summary>Makes histories that are linearizable by construction.</summary>
/// <remarks>
/// One object is simulated, and processes call it. Every operation takes effect on the object at one moment, in one order for all:
/// after its invocation and before its response; one with an unknown outcome at any moment after its invocation, or never. That
/// order <em>is</em> a linearization: it keeps the real-time order, and every answer is the object's.
/// </remarks>
internal sealed class HistoryGenerator
{
    private readonly GeneratorOptions options;
    private readonly Choices choices;
    private readonly SimulatedObject[] objects;
    private readonly Value[] keys;
    private readonly List<GeneratedOperation> operations = [];
    private readonly List<GeneratedOperation> open = [];
    private readonly List<GeneratedOperation> late = [];
    private readonly Queue<int> idle = [];
    private int nextProcess;
    private int events;
    private double openSum;

    private HistoryGenerator(GeneratorOptions options)
    {
        this.options = options;
        choices = new(options);
        var isOneObject = options.Model == "multi-register";
        objects = [.. Enumerable.Range(0, isOneObject ? 1 : options.Keys).Select(_ => NewObject())];
        keys = [.. Enumerable.Range(0, objects.Length).Select(i => objects.Length > 1 || options.Model == "kv" ? Value.Of($"k{i}") : Value.Null)];
        for (; nextProcess < options.Processes; nextProcess++)
        {
            idle.Enqueue(nextProcess);
        }
    }

    /// <summary>Makes a history.</summary>
    public static GeneratedHistory Generate(GeneratorOptions options) => new HistoryGenerator(options).Run();

    private GeneratedHistory Run()
    {
        while (operations.Count < options.Operations || open.Count > 0)
        {
            Step();
            openSum += open.Count;
            TakeEffect();
        }

        return new(operations, events, events == 0 ? 0 : openSum / events / options.Processes);
    }

    /// <summary>One event: an invocation or a response.</summary>
    private void Step()
    {
        // Between an invocation and a response the number of open operations is one less or more: the half makes up for it.
        var target = (options.Busy * options.Processes) + 0.5;
        var limit = Math.Clamp((int)(target + choices.Below(1000) / 1000.0), 1, options.Processes);
        var mayInvoke = operations.Count < options.Operations && idle.Count > 0;
        if (mayInvoke && open.Count < limit)
        {
            Invoke();
            return;
        }

        var first = choices.Below(open.Count);
        for (var i = 0; i < open.Count; i++)
        {
            var place = (first + i) % open.Count;
            if (open[place].IsApplied || open[place].Target.IsReady(open[place].Call))
            {
                End(place);
                return;
            }
        }

        // All wait for something that nobody has asked for yet.
        if (mayInvoke)
        {
            Invoke();
        }
        else
        {
            Abandon();
        }
    }

    private void Invoke()
    {
        var chosen = choices.Below(objects.Length);
        var call = objects[chosen].Next(choices) with { Key = keys[chosen] };
        var operation = new GeneratedOperation { Process = idle.Dequeue(), Target = objects[chosen], Call = call, Invocation = events++ };
        operations.Add(operation);
        open.Add(operation);
    }

    private void End(int place)
    {
        var operation = open[place];
        var target = operation.Target;
        if (choices.Chance(target.IsRemoval(operation.Call) ? options.UnknownRemovals : options.Unknown))
        {
            Crash(place, happens: target.MustHappen(operation.Call) || choices.Chance(0.7));
            return;
        }

        Apply(operation);
        Close(place);
        idle.Enqueue(operation.Process);
    }

    // Its process is over; a new one takes the place.
    private void Crash(int place, bool happens)
    {
        var operation = open[place];
        operation.IsUnknown = true;
        if (happens && !operation.IsApplied)
        {
            late.Add(operation);
        }

        Close(place);
        idle.Enqueue(nextProcess++);
    }

    private void Close(int place)
    {
        var operation = open[place];
        operation.Response = events++;
        open[place] = open[^1];
        open.RemoveAt(open.Count - 1);
    }

    // At the end of a run whoever still waits has an unknown outcome.
    private void Abandon()
    {
        if (late.Count > 0)
        {
            ApplyLate(0);
        }
        else
        {
            Crash(0, happens: false);
        }
    }

    /// <summary>Lets operations take effect, open ones and those whose outcome nobody knows.</summary>
    private void TakeEffect()
    {
        if (open.Count > 0 && choices.Chance(0.5))
        {
            var operation = open[choices.Below(open.Count)];
            if (operation.Target.IsReady(operation.Call))
            {
                Apply(operation);
            }
        }

        if (late.Count > 0 && choices.Chance(0.1))
        {
            ApplyLate(choices.Below(late.Count));
        }
    }

    private void Apply(GeneratedOperation operation)
    {
        if (!operation.IsApplied)
        {
            operation.IsApplied = true;
            operation.Answer = operation.Target.Apply(operation.Call);
        }
    }

    private void ApplyLate(int place)
    {
        var operation = late[place];
        if (operation.Target.IsReady(operation.Call))
        {
            Apply(operation);
        }

        late.RemoveAt(place);
    }

    private SimulatedObject NewObject() => options.Model switch
    {
        "register" => new RegisterObject(cas: false),
        "cas-register" => new RegisterObject(cas: true),
        "multi-register" => new MultiRegisterObject(options.Keys),
        "kv" => new KvObject(options.Values is null),
        "counter" => new CounterObject(),
        "set" => new SetObject(options.Values is null),
        "queue" => ContainerObject.Queue(),
        "stack" => ContainerObject.Stack(),
        "priority-queue" => ContainerObject.PriorityQueue(),
        "mutex" => new MutexObject(),
        _ => throw new UnreachableException(),
    };
}
