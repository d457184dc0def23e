using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Sentinel.Scheduling;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Every method of large assemblies compiles after rewriting: no invalid program comes out.</summary>
public class JitTests(ITestOutputHelper output)
{
    /// <param name="name">Which assembly.</param>
    /// <param name="mayStayOpen">How many generic methods may have constraints for which no argument was found.</param>
    [Theory]
    [InlineData("Mono.Cecil", 0)]
    [InlineData("System.Text.Json", 93)]
    [InlineData("System.Collections.Immutable", 25)]
    [InlineData("System.Reflection.Metadata", 0)]
    [InlineData("System.Net.Http", 0)]
    [InlineData("FSharp.Core", 6)]
    [InlineData("System.Private.Xml", 0)]
    [InlineData("System.Linq.Expressions", 0)]
    public void Every_method_of_a_rewritten_assembly_compiles(string name, int mayStayOpen)
    {
        using var app = new AppAssemblies(AppContext.BaseDirectory);
        var path = app.PathOf(name)!;
        Assert.True(new FileInfo(path).Length > 300_000, "not a large assembly");
        var rewritten = AssemblyRewriter.Rewrite(path, 0, app, new RewriteScope([name], app));
        var context = new AssemblyLoadContext($"jit {name}", isCollectible: true);
        var assembly = context.LoadFromStream(new MemoryStream(rewritten.Image));
        var (compiled, generic) = (0, 0);
        List<string> invalid = [];
        List<string> unloadable = [];
        List<string> open = [];
        foreach (var type in Types(assembly, unloadable))
        {
            foreach (var method in Methods(type, unloadable))
            {
                if (method.IsAbstract || method.GetMethodBody() is null)
                {
                    continue;
                }

                if (type.ContainsGenericParameters || method.ContainsGenericParameters)
                {
                    var forms = Instantiations.Of(type, method);
                    generic += forms.Count(form => Compile(method, [.. form.Select(f => f.TypeHandle)], invalid, unloadable));
                    if (forms.Count == 0)
                    {
                        open.Add($"{type}.{method}");
                    }

                    continue;
                }

                compiled += Compile(method, null, invalid, unloadable) ? 1 : 0;
            }
        }

        output.WriteLine($"{name}: {compiled} methods and {generic} instantiations compiled, {unloadable.Count} could not be loaded, {open.Count} could not be closed");
        invalid.ForEach(output.WriteLine);
        unloadable.ForEach(output.WriteLine);
        open.ForEach(output.WriteLine);
        Assert.Empty(invalid);
        Assert.Empty(unloadable);
        Assert.InRange(open.Count, 0, mayStayOpen);
        Assert.True(compiled + generic > 500);
        context.Unload();
    }

    private static bool Compile(MethodBase method, RuntimeTypeHandle[]? arguments, List<string> invalid, List<string> unloadable)
    {
        try
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle, arguments);
            return true;
        }
        catch (Exception error) when (error is InvalidProgramException or BadImageFormatException or MethodAccessException or FieldAccessException)
        {
            invalid.Add($"{method.DeclaringType}.{method}: {error.GetType().Name} {error.Message}");
            return false;
        }
        catch (Exception error)
        {
            unloadable.Add($"{method.DeclaringType}.{method}: {error.GetType().Name} {error.Message}");
            return false;
        }
    }

    private static IEnumerable<Type> Types(Assembly assembly, List<string> unloadable)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            unloadable.AddRange(partial.LoaderExceptions.Select(e => e!.Message));
            return partial.Types.OfType<Type>();
        }
    }

    private static IEnumerable<MethodBase> Methods(Type type, List<string> unloadable)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        try
        {
            return [.. type.GetMethods(All), .. type.GetConstructors(All)];
        }
        catch (Exception error) when (error is FileNotFoundException or TypeLoadException)
        {
            unloadable.Add($"{type}: {error.Message}");
            return [];
        }
    }
}
