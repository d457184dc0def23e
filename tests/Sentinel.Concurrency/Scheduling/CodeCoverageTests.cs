using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using Sentinel.Stores.Requests;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>A coverage collector counts what runs under control, though that is a copy.</summary>
public sealed class CodeCoverageTests : IDisposable
{
    /// <summary>A test that runs the stores under control only, and is done with the first program or two.</summary>
    private const string ControlledOnly = "DisplayName~RequestsM6&FullyQualifiedName~StoresUnderControlTests";

    /// <summary>The collector rewrites the assemblies where they lie, so it gets a folder of its own.</summary>
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sentinel-coverage-");

    [CodeCoverageFact]
    public void Lines_that_run_under_control_are_counted()
    {
        CopyAssemblies();
        var output = Collect();

        var report = folder.EnumerateFiles("coverage.cobertura.xml", SearchOption.AllDirectories).SingleOrDefault();
        Assert.True(report is not null, output);
        var store = XDocument.Load(report.FullName).Descendants("class").Where(type => type.Attribute("name")!.Value == typeof(InMemoryRequestStore).FullName);
        var hits = store.Descendants("line").Select(line => int.Parse(line.Attribute("hits")!.Value, CultureInfo.InvariantCulture)).ToList();
        Assert.True(hits.Exists(count => count > 0), $"none of {hits.Count} lines of the store was hit\n{output}");
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void CopyAssemblies()
    {
        foreach (var file in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFiles())
        {
            file.CopyTo(Path.Combine(folder.FullName, file.Name));
        }
    }

    private string Collect()
    {
        var collector = typeof(CodeCoverageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "CoverageCollector").Value;
        string[] arguments =
        [
            "vstest", Path.Combine(folder.FullName, "Sentinel.Concurrency.dll"), $"--TestCaseFilter:{ControlledOnly}", "--Collect:XPlat Code Coverage",
            $"--ResultsDirectory:{folder.FullName}", $"--TestAdapterPath:{folder.FullName}", $"--TestAdapterPath:{collector}",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("SENTINEL_NIGHTLY");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return output;
    }
}
