using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

internal sealed partial class MethodRewriter
{
    private void RewriteField(int index, Instruction instruction)
    {
        var reference = (FieldReference)instruction.Operand;
        var field = MemberFacts.TryResolve(reference);
        if (MemberFacts.NeverShared(reference, field) || IsOwnConstruction(index, instruction, reference))
        {
            return;
        }

        var write = instruction.OpCode.Code == Code.Stfld;
        var site = AccessSite(instruction, reference, write);
        if (reference.DeclaringType.IsValueType || field!.DeclaringType.IsValueType)
        {
            RewriteStructField(index, instruction, write, site);
            return;
        }

        if (!write)
        {
            _editor.Before(instruction, Instruction.Create(OpCodes.Dup), Number(site), Call(nameof(Hooks.Access)));
            return;
        }

        if (Inflation.Inflate(reference.FieldType, reference.DeclaringType, null) is not { } type)
        {
            _editor.Before(instruction, Number(site), Call(nameof(Hooks.Plain)));
            return;
        }

        var value = _editor.Local(type);
        _editor.Before(
            instruction,
            Instruction.Create(OpCodes.Stloc, value),
            Instruction.Create(OpCodes.Dup),
            Number(site),
            Call(nameof(Hooks.Access)),
            Instruction.Create(OpCodes.Ldloc, value));
    }

    /// <summary>A struct's field through a pointer: whoever took the pointer is accounted for; here only a switch may be missing.</summary>
    private void RewriteStructField(int index, Instruction instruction, bool write, int site)
    {
        var origin = _walk.Origin(index, write ? 1 : 0);
        var local = IsLocal(origin) || (origin is not null && _editor.Now(origin).OpCode.Code == Code.Ldloc);
        if (!local && !_addresses.IsKnown(origin))
        {
            _editor.Before(instruction, Number(site), Call(nameof(Hooks.Plain)));
        }
    }

    private void RewriteStatic(Instruction instruction)
    {
        var reference = (FieldReference)instruction.Operand;
        if (!MemberFacts.NeverShared(reference, MemberFacts.TryResolve(reference)))
        {
            var site = AccessSite(instruction, reference, instruction.OpCode.Code == Code.Stsfld);
            _editor.Before(instruction, [.. StaticTarget(reference), Number(site), Call(nameof(Hooks.Access))]);
        }
    }

    /// <summary>Statics of a generic type are one location for each instantiation: the type stands for the object.</summary>
    private Instruction[] StaticTarget(FieldReference reference) => reference.DeclaringType is GenericInstanceType type
        ? [Instruction.Create(OpCodes.Ldtoken, (TypeReference)type), Call(nameof(Hooks.TypeOf))]
        : [Instruction.Create(OpCodes.Ldnull)];

    private void RewriteAddress(int index, Instruction instruction)
    {
        var reference = (FieldReference)instruction.Operand;
        var field = MemberFacts.TryResolve(reference);
        if (MemberFacts.IsSpinLock(reference.FieldType))
        {
            RewriteSpinLock(index, instruction, reference);
            return;
        }

        if (MemberFacts.NeverShared(reference, field) || MemberFacts.IsSynchronisation(reference.FieldType)
            || IsOwnConstruction(index, instruction, reference))
        {
            return;
        }

        var isStatic = instruction.OpCode.Code == Code.Ldsflda;
        var taken = _original[index];
        if (!isStatic && (reference.DeclaringType.IsValueType || field!.DeclaringType.IsValueType))
        {
            // A part of a struct: the outer address, where it is known, stands for it.
            foreach (var use in _addresses.IsKnown(_walk.Origin(index, 0)) ? [] : _addresses.Of(taken).Where(u => u.Kind > SiteKind.Write))
            {
                var part = _sites.Add(use.Kind, MemberFacts.Name(reference), _method, use.Consumer);
                _editor.Before(use.Consumer, Instruction.Create(OpCodes.Ldnull), Number(part), Call(nameof(Hooks.Access)));
            }

            return;
        }

        var valueType = MemberFacts.ValueType(reference.FieldType);
        if (_addresses.Escapes(taken))
        {
            var unknown = _sites.Add(SiteKind.Write, MemberFacts.Name(reference), _method, instruction, valueType, byAddress: true);
            Instruction[] escaping = isStatic ? StaticTarget(reference) : [Instruction.Create(OpCodes.Dup)];
            _editor.Before(instruction, [.. escaping, Number(unknown), Call(nameof(Hooks.Access))]);
        }

        if (!_addresses.IsKnown(taken))
        {
            return;
        }

        var owner = isStatic ? null : _editor.Local(_imports.Object);
        if (owner is not null)
        {
            _editor.Before(instruction, Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Stloc, owner));
        }

        foreach (var use in _addresses.Of(taken))
        {
            // Instructions of its own for each place.
            Instruction[] Target() => owner is null ? StaticTarget(reference) : [Instruction.Create(OpCodes.Ldloc, owner)];
            var site = _sites.Add(use.Kind, MemberFacts.Name(reference), _method, use.Consumer, valueType, use.IsGuess, part: use.Part);
            var publishes = use.Consumer.Operand is MethodReference called && PublishesLater(called);
            _editor.Before(use.Consumer, [.. Target(), Number(site), Call(nameof(Hooks.Access))]);
            if (publishes)
            {
                _editor.Before(use.Consumer, [.. Target(), Number(site), Call(nameof(Hooks.RunsAt))]);
                _editor.After(use.Consumer, [.. Target(), Number(site), Call(nameof(Hooks.PublishedAt))]);
            }
        }
    }

    /// <summary>A spin lock is known by the field it lies in; in a struct it is not known whose, and counts for any.</summary>
    private void RewriteSpinLock(int index, Instruction instruction, FieldReference reference)
    {
        Instruction[] calls = [.. _addresses.Of(_original[index]).Select(use => use.Consumer).Where(IsOnSpinLock)];
        if (calls.Length == 0 || reference.DeclaringType.IsValueType)
        {
            return;
        }

        var owner = instruction.OpCode.Code == Code.Ldsflda ? null : _editor.Local(_imports.Object);
        if (owner is not null)
        {
            _editor.Before(instruction, Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Stloc, owner));
        }

        foreach (var call in calls)
        {
            var site = _sites.Add(SiteKind.Control, MemberFacts.Name(reference), _method, call);
            Instruction[] target = owner is null ? StaticTarget(reference) : [Instruction.Create(OpCodes.Ldloc, owner)];
            _editor.Before(call, [.. target, Number(site), Call(nameof(Hooks.Spins))]);
        }
    }

    private static bool IsOnSpinLock(Instruction instruction) =>
        instruction.Operand is MethodReference { HasThis: true } called && MemberFacts.IsSpinLock(called.DeclaringType);

    /// <summary>An atomic call that runs the program's code first, and only then publishes what that made.</summary>
    private static bool PublishesLater(MethodReference called) => AtomicKind(called) == SiteKind.Atomic
        && (called.DeclaringType.Name == "LazyInitializer" || called.Parameters.Any(p => IsCallback(p.ParameterType)));

    private void RewriteElementAddress(int index, Instruction instruction)
    {
        var element = (TypeReference)instruction.Operand;
        var (name, valueType, taken) = (ElementName(element), MemberFacts.ValueType(element), _original[index]);
        var (array, at) = StashElement(instruction);
        if (_addresses.Escapes(taken))
        {
            _editor.Before(instruction, LoadElement(array, at, _sites.Add(SiteKind.Write, name, _method, instruction, valueType, byAddress: true)));
        }

        foreach (var use in _addresses.Of(taken))
        {
            var site = _sites.Add(use.Kind, name, _method, use.Consumer, valueType, use.IsGuess, part: use.Part);
            _editor.Before(use.Consumer, LoadElement(array, at, site));
        }
    }

    private void RewriteElementRead(Instruction instruction)
    {
        var (array, at) = StashElement(instruction);
        var site = _sites.Add(SiteKind.Read, ElementName(instruction.Operand as TypeReference), _method, instruction);
        _editor.Before(instruction, LoadElement(array, at, site));
    }

    private void RewriteElementWrite(Instruction instruction)
    {
        // The value's type is only sure where the instruction names it; a reference always fits an object.
        var type = instruction.OpCode.Code switch
        {
            Code.Stelem_Any => Inflation.Inflate((TypeReference)instruction.Operand, _method.DeclaringType, null),
            Code.Stelem_Ref => _imports.Object,
            Code.Stelem_I8 => _method.Module.TypeSystem.Int64,
            Code.Stelem_R4 => _method.Module.TypeSystem.Single,
            Code.Stelem_R8 => _method.Module.TypeSystem.Double,
            Code.Stelem_I => _imports.NativeInt,
            _ => _method.Module.TypeSystem.Int32,
        };
        var site = _sites.Add(SiteKind.Write, ElementName(instruction.Operand as TypeReference), _method, instruction);
        var value = _editor.Local(type ?? _imports.Object);
        var index = _editor.Local(_imports.NativeInt);
        _editor.Before(
            instruction,
            Instruction.Create(OpCodes.Stloc, value),
            Instruction.Create(OpCodes.Conv_I),
            Instruction.Create(OpCodes.Stloc, index),
            Instruction.Create(OpCodes.Dup),
            Instruction.Create(OpCodes.Ldloc, index),
            Number(site),
            Call(nameof(Hooks.Element)),
            Instruction.Create(OpCodes.Ldloc, index),
            Instruction.Create(OpCodes.Ldloc, value));
    }

    private (VariableDefinition Array, VariableDefinition Index) StashElement(Instruction instruction)
    {
        var index = _editor.Local(_imports.NativeInt);
        var array = _editor.Local(_imports.Object);
        _editor.Before(
            instruction,
            Instruction.Create(OpCodes.Conv_I),
            Instruction.Create(OpCodes.Stloc, index),
            Instruction.Create(OpCodes.Dup),
            Instruction.Create(OpCodes.Stloc, array),
            Instruction.Create(OpCodes.Ldloc, index));
        return (array, index);
    }

    private Instruction[] LoadElement(VariableDefinition array, VariableDefinition index, int site) =>
    [
        Instruction.Create(OpCodes.Ldloc, array),
        Instruction.Create(OpCodes.Ldloc, index),
        Number(site),
        Call(nameof(Hooks.Element)),
    ];

    private void RewriteIndirect(int index, Instruction instruction, int depth)
    {
        var origin = _walk.Origin(index, depth);
        if (!IsLocal(origin) && !_addresses.IsKnown(origin))
        {
            _editor.Before(instruction, Number(_sites.Add(SiteKind.Indirect, "by reference", _method, instruction)), Call(nameof(Hooks.Plain)));
        }
    }

    private int AccessSite(Instruction instruction, FieldReference reference, bool write)
    {
        // Whoever adds a handler or raises the event reads the field plainly: handlers never change, and an exchange published them.
        var kind = IsVolatile(instruction) || (!write && MemberFacts.IsEventField(reference)) ? write ? SiteKind.Release : SiteKind.Acquire : write ? SiteKind.Write : SiteKind.Read;
        return _sites.Add(kind, MemberFacts.Name(reference), _method, instruction, MemberFacts.ValueType(reference.FieldType));
    }

    private static string ElementName(TypeReference? element) => element is null ? "element of[]" : $"{SiteWriter.TypeName(element)}[]";
}
