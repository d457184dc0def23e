using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Sentinel.Scheduling;
using Xunit.Abstractions;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Every method of large assemblies compiles after rewriting: no invalid program comes out.</summary>
public class JitTests(ITestOutputHelper output)
{
    public static TheoryData<string> Assemblies()
    {
        var names = new TheoryData<string> { "Mono.Cecil" };
        if (Environment.GetEnvironmentVariable("SENTINEL_NIGHTLY") == "1")
        {
            names.AddRange("System.Text.Json", "System.Collections.Immutable", "System.Reflection.Metadata", "System.Net.Http", "FSharp.Core", "System.Private.Xml");
        }

        return names;
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_method_of_a_rewritten_assembly_compiles(string name)
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
                    generic += TryClosed(type, method, invalid, unloadable) ? 1 : 0;
                    continue;
                }

                compiled += Compile(method, null, invalid, unloadable) ? 1 : 0;
            }
        }

        output.WriteLine($"{name}: {compiled} methods and {generic} instantiations compiled, {unloadable.Count} could not be loaded");
        invalid.ForEach(output.WriteLine);
        unloadable.ForEach(output.WriteLine);
        Assert.Empty(invalid);
        Assert.Empty(unloadable);
        Assert.True(compiled + generic > 500);
        context.Unload();
    }

    private static bool TryClosed(Type type, MethodBase method, List<string> invalid, List<string> unloadable)
    {
        // One instantiation over a reference type is shared by all of them; constraints decide whether object will do.
        try
        {
            var closed = type.IsGenericTypeDefinition ? type.MakeGenericType([.. type.GetGenericArguments().Select(_ => typeof(object))]) : type;
            if (MethodBase.GetMethodFromHandle(method.MethodHandle, closed.TypeHandle) is MethodInfo { IsGenericMethodDefinition: true } open)
            {
                open.MakeGenericMethod([.. open.GetGenericArguments().Select(_ => typeof(object))]);
            }
        }
        catch (ArgumentException)
        {
            return false;
        }

        var arguments = type.GetGenericArguments().Concat(method.IsGenericMethod ? method.GetGenericArguments() : [])
            .Select(_ => typeof(object).TypeHandle).ToArray();
        return Compile(method, arguments, invalid, unloadable);
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
