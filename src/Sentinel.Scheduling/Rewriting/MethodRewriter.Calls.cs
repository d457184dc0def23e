using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

internal sealed partial class MethodRewriter
{
    /// <summary>For each instruction that takes an address, who uses it and how; addresses with an unknown user are writes.</summary>
    private void LinkAddresses()
    {
        for (var i = 0; i < _original.Length; i++)
        {
            var instruction = _original[i];
            switch (instruction.OpCode.Code)
            {
                case Code.Ldfld or Code.Ldobj or (>= Code.Ldind_I1 and <= Code.Ldind_Ref):
                    Link(i, 0, IsVolatile(instruction) ? SiteKind.Acquire : SiteKind.Read, PartOf(instruction) ?? "");
                    break;
                case Code.Stfld or Code.Stobj or Code.Stind_I or (>= Code.Stind_Ref and <= Code.Stind_R8):
                    Link(i, 1, IsVolatile(instruction) ? SiteKind.Release : SiteKind.Write, PartOf(instruction) ?? "");
                    break;
                case Code.Initobj:
                    Link(i, 0, SiteKind.Write);
                    break;
                case Code.Call or Code.Callvirt:
                    LinkArguments(i, (MethodReference)instruction.Operand);
                    break;
                case Code.Dup when TakenAt(i, 0) is { } taken:
                    _addresses.Copy(taken);
                    break;
                default:
                    break;
            }
        }

        // An address inside a struct leads on to the address of the struct: the inner ones first.
        for (var i = _original.Length - 1; i >= 0; i--)
        {
            if (_original[i].OpCode.Code == Code.Ldflda && PartOf(_original[i]) is { } part && TakenAt(i, 0) is { } outer)
            {
                LinkParts(outer, part, _original[i]);
            }
        }
    }

    private void LinkParts(Instruction outer, string part, Instruction inner)
    {
        var uses = _addresses.Of(inner);
        foreach (var use in uses)
        {
            _addresses.Add(outer, use with { Part = part.Length == 0 ? "" : use.Part.Length == 0 ? part : $"{part}.{use.Part}" });
        }

        // One copy of the outer address went into the inner one, however often that is used.
        for (var more = _addresses.Escapes(inner) ? uses.Count : uses.Count - 1; more > 0; more--)
        {
            _addresses.Copy(outer);
        }
    }

    /// <summary>The name of a struct's field, empty where it may lie over another one; null for anything else.</summary>
    private static string? PartOf(Instruction instruction)
    {
        if (instruction.Operand is not FieldReference field)
        {
            return null;
        }

        var type = MemberFacts.TryResolve(field)?.DeclaringType;
        return !field.DeclaringType.IsValueType && type?.IsValueType != true ? null
            : type is { IsExplicitLayout: true, Fields.Count: > 1 } ? ""
            : MemberFacts.ShortName(field);
    }

    private void LinkArguments(int index, MethodReference called)
    {
        var parameters = called.Parameters;
        var count = StackWalk.ArgumentCount(called, constructs: false);
        var atomic = AtomicKind(called);
        for (var p = 0; p < parameters.Count; p++)
        {
            if (parameters[p].ParameterType is ByReferenceType or IModifierType { ElementType: ByReferenceType })
            {
                var kind = p == 0 && atomic is { } known ? known
                    : parameters[p].IsIn || parameters[p].ParameterType is IModifierType ? SiteKind.Read : SiteKind.Write;
                Link(index, parameters.Count - 1 - p, kind);
            }
        }

        if (called.HasThis && called.DeclaringType.FullName != "System.Object")
        {
            Link(index, count - 1, OnlyReads(_original[index], called) ? SiteKind.Read : SiteKind.Write);
        }
    }

    /// <summary>An interface's member that is called on a value, or on what may be one, may change it; a comparison does not.</summary>
    private static bool OnlyReads(Instruction instruction, MethodReference called) => IsConstrained(instruction)
        ? Comparisons.IsComparison(called.DeclaringType) || MemberFacts.IsReadOnlyStruct((TypeReference)instruction.Previous.Operand)
        : MemberFacts.OnlyReads(called);

    private void Link(int index, int depth, SiteKind kind, string part = "")
    {
        if (TakenAt(index, depth) is { } taken)
        {
            _addresses.Add(taken, new(_original[index], kind, _original[index].OpCode.FlowControl == FlowControl.Call, part));
        }
    }

    /// <summary>The instruction that took the address which is the operand; null for other operands.</summary>
    private Instruction? TakenAt(int index, int depth) =>
        _walk.Origin(index, depth) is { OpCode.Code: Code.Ldflda or Code.Ldsflda or Code.Ldelema } taken ? taken : null;

    private static SiteKind? AtomicKind(MethodReference called) => called.DeclaringType.FullName switch
    {
        "System.Threading.Interlocked" when called.Name == "Read" => SiteKind.Acquire,
        "System.Threading.Interlocked" => SiteKind.Atomic,
        "System.Threading.Volatile" => called.Name == "Read" ? SiteKind.Acquire : SiteKind.Release,
        "System.Collections.Immutable.ImmutableInterlocked" => SiteKind.Atomic,
        "System.Threading.LazyInitializer" => SiteKind.Atomic,
        "System.Threading.Thread" when called.Name == "VolatileRead" => SiteKind.Acquire,
        "System.Threading.Thread" when called.Name == "VolatileWrite" => SiteKind.Release,
        _ => null,
    };

    private void RewriteCall(int index, Instruction instruction)
    {
        var called = (MethodReference)instruction.Operand;
        if (MemberFacts.IsCoverage(called.DeclaringType))
        {
            return;
        }

        if (TryRewriteHash(instruction, called, nameof(Hooks.HashOf), nameof(Hooks.HashOfValue)))
        {
            return;
        }

        var isOwn = RewriteScope.AssemblyOf(called.DeclaringType, _method.Module) is not { } assembly || _scope.IsRewritten(assembly);
        if (!isOwn && called.Parameters is [.., { ParameterType.FullName: "System.Threading.Tasks.TaskScheduler" }])
        {
            _editor.Before(instruction, Call(nameof(Hooks.Scheduler)));
        }

        if (!isOwn && ShimOf(instruction, called) is { } shim)
        {
            var at = _sites.Add(SiteKind.Control, CalledName(called), _method, instruction);
            _editor.Before(instruction, Number(at), Call(nameof(Hooks.At)));
            if (MemberFacts.IsSpinLock(called.DeclaringType) && IsLocal(_walk.Origin(index, called.Parameters.Count)))
            {
                _editor.Before(instruction, Call(nameof(Hooks.SpinsOnCopy)));
            }

            _editor.Become(instruction, OpCodes.Call, _imports.Shim(shim, called));
        }
        else if (AtomicKind(called) is { } kind && called.Parameters.Count > 0)
        {
            RewriteAtomic(index, instruction, called, kind);
        }
        else if (called.Name is "MemoryBarrier" or "MemoryBarrierProcessWide" && called.DeclaringType.Namespace == "System.Threading")
        {
            _editor.Before(instruction, Number(_sites.Add(SiteKind.Fence, CalledName(called), _method, instruction)), Call(nameof(Hooks.Fence)));
        }
        else if (CallRules.CompletesTask(called))
        {
            RewriteCompletion(index, instruction, called);
        }
        else if (CallRules.Suspends(called))
        {
            _editor.Before(instruction, Number(_sites.Add(SiteKind.Control, "await", _method, instruction)), Call(nameof(Hooks.Suspending)));
        }
        else if (called.Name is "Dispose" or "DisposeAsync" && IsRegistration(IsConstrained(instruction) ? (TypeReference)instruction.Previous.Operand : called.DeclaringType))
        {
            var at = _sites.Add(SiteKind.Control, CalledName(called), _method, instruction);
            _editor.Before(instruction, Instruction.Create(OpCodes.Dup), Number(at), Call(nameof(Hooks.Unregistering)));
        }
        else if (CallRules.Continues(called))
        {
            RewriteContinuation(instruction, called);
        }
        else if (CallRules.MovesClock(called))
        {
            _editor.Before(instruction, Number(_sites.Add(SiteKind.Control, CalledName(called), _method, instruction)), Call(nameof(Hooks.MoveClock)));
        }
        else if (CallRules.IsEnumeration(called))
        {
            RewriteEnumeration(instruction, called);
        }
        else if (!isOwn && CallRules.IsUnmodelled(called, IsBaseCall(instruction, called)))
        {
            RewriteUnmodelled(instruction, called);
        }
        else
        {
            if (called is { DeclaringType.FullName: "System.IDisposable" or "System.IAsyncDisposable" } && !IsConstrained(instruction))
            {
                // What "using" calls.
                _editor.Before(instruction, Instruction.Create(OpCodes.Dup), Call(nameof(Hooks.Disposing)));
            }

            RewriteOutside(instruction, called);
        }
    }

    /// <summary>The shim that can stand for the call; null where none fits.</summary>
    private static MethodInfo? ShimOf(Instruction instruction, MethodReference called) =>
        IsConstrained(instruction) ? null
        : IsBaseCall(instruction, called) ? ShimTable.Instance.FindOfBase(called)
        : ShimTable.Instance.Find(called);

    /// <summary>What a derived class asks of its base: a constructor that makes no object of its own, or a virtual member, not the override.</summary>
    private static bool IsBaseCall(Instruction instruction, MethodReference called) =>
        instruction.OpCode.Code == Code.Call && called.HasThis && ShimTable.Instance.Covers(called.DeclaringType.GetElementType().FullName)
        && (called.Name == ".ctor" || MemberFacts.TryResolve(called) is { IsVirtual: true, IsFinal: false, DeclaringType.IsSealed: false });

    private void RewriteUnmodelled(Instruction instruction, MethodReference called)
    {
        var site = Number(_sites.Add(SiteKind.Unmodelled, CalledName(called), _method, instruction));
        List<Instruction> code = [];
        if (!CallRules.MayBeInMemory(called) || IsConstrained(instruction) || Stash(called, code) is not { } arguments)
        {
            _editor.Before(instruction, site, Call(nameof(Hooks.Unmodelled)));
            return;
        }

        // Whether the stream is in memory shows when the call is made; there it completes at once.
        code.AddRange([Instruction.Create(OpCodes.Dup), site, Call(nameof(Hooks.UnmodelledOn))]);
        code.AddRange(arguments.Select(a => Instruction.Create(OpCodes.Ldloc, a)));
        _editor.Before(instruction, [.. code]);
    }

    private void RewriteAtomic(int index, Instruction instruction, MethodReference called, SiteKind kind)
    {
        var origin = _walk.Origin(index, called.Parameters.Count - 1);
        if (origin is not null && _addresses.Of(origin).Any(use => use.Consumer == _original[index]))
        {
            return; // The instruction that takes the address notes the access here, with its owner.
        }

        if (!IsLocal(origin))
        {
            var site = _sites.Add(kind == SiteKind.Read ? kind : SiteKind.Atomic, "an atomic location", _method, instruction);
            _editor.Before(instruction, Instruction.Create(OpCodes.Ldnull), Number(site), Call(nameof(Hooks.Access)));
        }
    }

    private bool IsLocal(Instruction? origin) => origin is not null && _editor.Now(origin).OpCode.Code is Code.Ldloca or Code.Ldarga;

    private static bool IsConstrained(Instruction instruction) => instruction.Previous?.OpCode.Code == Code.Constrained;

    private static bool IsRegistration(TypeReference type) => type.FullName == "System.Threading.CancellationTokenRegistration";

    private static string CalledName(MethodReference called) => $"{SiteWriter.TypeName(called.DeclaringType)}.{called.Name}";
}
