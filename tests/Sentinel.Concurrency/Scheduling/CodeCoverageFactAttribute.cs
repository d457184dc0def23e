using Sentinel.Stores.Requests;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>A test that collects coverage: skipped where coverage is being collected already, of assemblies that count once.</summary>
public sealed class CodeCoverageFactAttribute : FactAttribute
{
    public CodeCoverageFactAttribute()
    {
        var counters = typeof(InMemoryRequestStore).Assembly.GetTypes().FirstOrDefault(type => type.Namespace?.StartsWith("Coverlet.", StringComparison.Ordinal) == true);
        if (counters is not null)
        {
            Skip = "The assemblies of this run count for another collector.";
        }
    }
}
