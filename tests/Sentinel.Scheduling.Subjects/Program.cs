using Sentinel.Scheduling;
using Sentinel.Scheduling.Subjects;

// One line a bug: its name, its schedule as found, and the hash of the trace. Equal in every process.
using var shadow = ShadowContext.For(typeof(Bugs), new ShadowOptions { CacheFolder = null });
using var explorer = new ControlledExplorer(shadow, new ControlledOptions());
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
