using System.Xml.Linq;

namespace Sentinel.Properties.Architecture;

/// <summary>The directions of dependencies, read from the project files.</summary>
public sealed class DependencyTests
{
    /// <summary>What each project in src may refer to. A new project is added here on purpose.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Sentinel.Linearizability"] = [],
        ["Sentinel.Scheduling"] = ["Mono.Cecil"],
        ["Sentinel.Testing"] = ["Sentinel.Linearizability", "Sentinel.Scheduling", "FsCheck"],
        ["Sentinel.Stores"] = [],
        ["Sentinel.Stores.Specs"] = ["Sentinel.Stores", "Sentinel.Testing", "Microsoft.Extensions.TimeProvider.Testing"],
        ["Sentinel.Cli"] = ["Sentinel.Stores.Specs", "System.CommandLine", "Spectre.Console"],
    };

    public static TheoryData<string> Projects => [.. Repository.Sources("src", "*.csproj").Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_lies_below_it(string project)
    {
        var document = XDocument.Load(Path.Combine(Repository.Root, "src", project, project + ".csproj"));
        var references = document.Descendants("ProjectReference").Select(item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value))
            .Concat(document.Descendants("PackageReference").Select(item => item.Attribute("Include")!.Value));

        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} is not in the list of parts: add it on purpose, with what it may refer to.");
        Assert.Empty(references.Except(allowed, StringComparer.Ordinal));
    }

    [Fact]
    public void The_checker_depends_on_no_package_even_indirectly() =>
        Assert.DoesNotContain(
            typeof(Sentinel.Checking.LinearizabilityChecker).Assembly.GetReferencedAssemblies(),
            reference => !reference.Name!.StartsWith("System.", StringComparison.Ordinal));
}
