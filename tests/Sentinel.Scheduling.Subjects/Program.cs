using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

using var shadow = ShadowContext.For(typeof(Bugs), new ShadowOptions { CacheFolder = null });
using var explorer = new ControlledExplorer(shadow, new ControlledOptions());

// Given names and schedules that another process found: what each does here.
for (var i = 0; i + 1 < args.Length; i += 2)
{
    var replay = explorer.Replay(shadow.Resolve(typeof(Bugs).GetMethod(args[i])!.CreateDelegate<Func<IControlledProgram>>()), ScheduleCodec.Decode(args[i + 1]));
    Console.WriteLine($"{args[i]} {replay.TraceHash:x16} {(replay.Finding ?? Rejects(replay))?.Kind}");
}

if (args.Length > 0)
{
    return;
}

// One line a bug: its name, its schedule as found, and the hash of the trace. Equal in every process.
foreach (var method in typeof(Bugs).GetMethods().Where(m => m.IsStatic && m.ReturnType == typeof(IControlledProgram)).OrderBy(m => m.Name, StringComparer.Ordinal))
{
    var copy = shadow.Resolve(method.CreateDelegate<Func<IControlledProgram>>());
    var failure = explorer.Explore(copy, Rejects).Failure!;
    Console.WriteLine($"{method.Name} {ScheduleCodec.Encode(failure.Schedule)} {failure.Run.TraceHash:x16} {failure.Finding.Kind}");
}

// And one for hash codes: whatever depends on them is the same too.
var run = explorer.Replay(shadow.Resolve<Func<IControlledProgram>>(Hashes.Orders), ScheduleCodec.Decode(ScheduleCodec.Encode(new Schedule([], []))));
Console.WriteLine(string.Join(" | ", run.Steps.Select(s => s.Result ?? s.Error)));

static Finding? Rejects(ControlledRun run) => run.Steps.Select(s => s.Result).OfType<string>().FirstOrDefault(t => t.StartsWith("BUG", StringComparison.Ordinal)) is { } text
    ? new Finding.Rejected(text, text)
    : null;
