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
                    Link(i, 0, IsVolatile(instruction) ? SiteKind.Acquire : SiteKind.Read);
                    break;
                case Code.Stfld or Code.Stobj or Code.Stind_I or (>= Code.Stind_Ref and <= Code.Stind_R8):
                    Link(i, 1, IsVolatile(instruction) ? SiteKind.Release : SiteKind.Write);
                    break;
                case Code.Initobj:
                    Link(i, 0, SiteKind.Write);
                    break;
                case Code.Call or Code.Callvirt:
                    LinkArguments(i, (MethodReference)instruction.Operand);
                    break;
                default:
                    break;
            }
        }
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
            Link(index, count - 1, MemberFacts.OnlyReads(called) ? SiteKind.Read : SiteKind.Write);
        }
    }

    private void Link(int index, int depth, SiteKind kind)
    {
        if (_walk.Origin(index, depth) is { } origin && origin.OpCode.Code is Code.Ldflda or Code.Ldsflda or Code.Ldelema)
        {
            _consumers[origin] = (_original[index], kind);
        }
    }

    private static SiteKind? AtomicKind(MethodReference called) => called.DeclaringType.FullName switch
    {
        "System.Threading.Interlocked" when called.Name == "Read" => SiteKind.Acquire,
        "System.Threading.Interlocked" => SiteKind.Atomic,
        "System.Threading.Volatile" => called.Name == "Read" ? SiteKind.Acquire : SiteKind.Release,
        "System.Collections.Immutable.ImmutableInterlocked" => SiteKind.Atomic,
        "System.Threading.LazyInitializer" => SiteKind.Atomic,
        _ => null,
    };

    private void RewriteCall(int index, Instruction instruction)
    {
        var called = (MethodReference)instruction.Operand;
        if (MemberFacts.IsCoverage(called.DeclaringType))
        {
            return;
        }

        if (ShimTable.Instance.Find(called) is { } shim && !IsConstrained(instruction))
        {
            var at = _sites.Add(SiteKind.Control, CalledName(called), _method, instruction);
            _editor.Before(instruction, Number(at), Call(nameof(Hooks.At)));
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
        else if (called.Name is "SetResult" or "SetException" && called.DeclaringType.Name.StartsWith("Async", StringComparison.Ordinal)
            && called.DeclaringType.Namespace == "System.Runtime.CompilerServices")
        {
            _editor.Before(instruction, Call(nameof(Hooks.Completing)));
        }
        else if (CallRules.MovesClock(called))
        {
            _editor.Before(instruction, Number(_sites.Add(SiteKind.Control, CalledName(called), _method, instruction)), Call(nameof(Hooks.MoveClock)));
        }
        else if (CallRules.IsEnumeration(called))
        {
            _editor.Before(instruction, Number(_sites.Add(SiteKind.Control, CalledName(called), _method, instruction)), Call(nameof(Hooks.Enumerate)));
        }
        else if (CallRules.IsUnmodelled(called))
        {
            _editor.Before(instruction, Number(_sites.Add(SiteKind.Unmodelled, CalledName(called), _method, instruction)), Call(nameof(Hooks.Unmodelled)));
        }
        else if (instruction.OpCode.Code != Code.Newobj)
        {
            RewriteLibraryCall(instruction, called);
        }
    }

    private void RewriteAtomic(int index, Instruction instruction, MethodReference called, SiteKind kind)
    {
        var origin = _walk.Origin(index, called.Parameters.Count - 1);
        if (origin is not null && _consumers.TryGetValue(origin, out var use) && use.Consumer == instruction)
        {
            return; // The instruction that takes the address notes the access here, with its owner.
        }

        var local = origin?.OpCode.Code is Code.Ldloca or Code.Ldarga or Code.Ldloca_S or Code.Ldarga_S;
        if (!local)
        {
            var site = _sites.Add(kind == SiteKind.Read ? kind : SiteKind.Atomic, "an atomic location", _method, instruction);
            _editor.Before(instruction, Instruction.Create(OpCodes.Ldnull), Number(site), Call(nameof(Hooks.Access)));
        }
    }

    /// <summary>Thread-safe objects order their callers; collections that are not thread-safe are read or written.</summary>
    private void RewriteLibraryCall(Instruction instruction, MethodReference called)
    {
        var (kind, hook) = CallRules.IsThreadSafe(called) ? (SiteKind.Atomic, nameof(Hooks.Access))
            : CallRules.CollectionAccess(called) is { } access ? (access, nameof(Hooks.Access))
            : CallRules.InterfaceAccess(called) is { } guess ? (guess, nameof(Hooks.Collection))
            : (SiteKind.Control, "");
        if (hook.Length == 0 || !called.HasThis || IsConstrained(instruction))
        {
            return;
        }

        var locals = new VariableDefinition[called.Parameters.Count];
        for (var p = 0; p < locals.Length; p++)
        {
            if (Inflation.Inflate(called.Parameters[p].ParameterType, called.DeclaringType, called) is not { } type)
            {
                return;
            }

            locals[p] = _editor.Local(type);
        }

        var site = _sites.Add(kind, CallRules.ContentName(called), _method, instruction);
        List<Instruction> code = [];
        code.AddRange(locals.Reverse().Select(l => Instruction.Create(OpCodes.Stloc, l)));
        code.AddRange([Instruction.Create(OpCodes.Dup), Number(site), Call(hook)]);
        code.AddRange(locals.Select(l => Instruction.Create(OpCodes.Ldloc, l)));
        _editor.Before(instruction, [.. code]);
    }

    /// <summary>A method group of something that has a shim: the delegate is made over the shim, closed over the same object.</summary>
    private void RewriteMethodPointer(Instruction instruction)
    {
        var called = (MethodReference)instruction.Operand;
        if (ShimTable.Instance.Find(called) is not { } shim || shim.Name == "New" || (called.HasThis && shim.GetParameters()[0].ParameterType.IsByRef))
        {
            return;
        }

        if (instruction.OpCode.Code == Code.Ldvirtftn)
        {
            _editor.Before(instruction, Instruction.Create(OpCodes.Pop));
        }

        _editor.Become(instruction, OpCodes.Ldftn, _imports.Shim(shim, called));
    }

    private static bool IsConstrained(Instruction instruction) => instruction.Previous?.OpCode.Code == Code.Constrained;

    private static string CalledName(MethodReference called) => $"{SiteWriter.TypeName(called.DeclaringType)}.{called.Name}";
}
