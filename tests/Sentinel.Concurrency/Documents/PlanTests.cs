using System.Reflection;
using System.Text.RegularExpressions;
using Sentinel.Concurrency.BreakGlass;
using Sentinel.Concurrency.Policies;
using Sentinel.Concurrency.Requests;

namespace Sentinel.Concurrency.Documents;

/// <summary>The tables of docs/concurrency-plan.md against the tests: what the document names is run by the command that it gives, and the other way round.</summary>
public sealed partial class PlanTests
{
    private static readonly Type[] Classes = [typeof(BreakGlassStoreConcurrentTests), typeof(CachedLoaderConcurrentTests), typeof(RequestStoreConcurrentTests)];

    [Fact]
    public void Every_test_of_the_plan_is_in_its_tables_and_every_one_in_the_tables_is_a_test() => Assert.Equal(
        Document.Rows("concurrency-plan.md", "test").Select(cells => cells[0].Trim('`')).Order(StringComparer.Ordinal),
        Tests.Select(test => test.Name).Order(StringComparer.Ordinal));

    /// <summary>A filter without an operator is one on the full name, which it has to be a part of.</summary>
    [Fact]
    public void The_command_of_the_plan_selects_every_test_of_it()
    {
        var filter = Filter().Match(Document.Read("concurrency-plan.md")).Groups["filter"].Value;
        Assert.NotEmpty(filter);
        Assert.All(Tests, test => Assert.Contains(filter, $"{test.DeclaringType!.FullName}.{test.Name}", StringComparison.Ordinal));
    }

    private static IEnumerable<MethodInfo> Tests =>
        Classes.SelectMany(tests => tests.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute)));

    [GeneratedRegex(@"`dotnet test --filter (?<filter>\w+)` runs them all", RegexOptions.ExplicitCapture)]
    private static partial Regex Filter();
}
