using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

using var shadow = ShadowContext.For(typeof(Bugs), new ShadowOptions { CacheFolder = null });
using var explorer = new ControlledExplorer(shadow, new ControlledOptions());

// Given scenarios, schedules and findings of another process: what each does here, a hundred times. One line a scenario, if it is always the same.
const int Times = 100;
for (var i = 0; i + 2 < args.Length; i += 3)
{
    var (program, schedule) = (Scenario.Of(shadow, args[i]), ScheduleCodec.Decode(args[i + 1]));
    HashSet<string> lines = [];
    for (var time = 0; time < Times; time++)
    {
        var replay = explorer.Replay(program, schedule);
        if (lines.Add($"{args[i]} {replay.TraceHash:x16} {Verdicts.KindOf(replay, args[i + 2])}"))
        {
            Console.WriteLine(lines.Last());
        }
    }
}

if (args.Length > 0)
{
    return;
}

// One line a bug: its name, its schedule as found, and the hash of the trace. Equal in every process.
foreach (var method in typeof(Bugs).GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram)).OrderBy(m => m.Name, StringComparer.Ordinal))
{
    var failure = explorer.Explore(Scenario.Of(shadow, $"{nameof(Bugs)}.{method.Name}"), Verdicts.Judge).Failure!;
    Console.WriteLine($"{method.Name} {ScheduleCodec.Encode(failure.Schedule)} {failure.Run.TraceHash:x16} {failure.Finding.Kind}");
}

// And one for hash codes: whatever depends on them is the same too.
var run = explorer.Replay(shadow.Resolve<Func<IControlledProgram>>(Hashes.Orders), ScheduleCodec.Decode(ScheduleCodec.Encode(new Schedule([], []))));
Console.WriteLine(string.Join(" | ", run.Steps.Select(s => s.Result ?? s.Error)));
