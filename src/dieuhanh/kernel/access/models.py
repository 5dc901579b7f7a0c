"""People, the posts they hold between two days, and the roles those posts give over units."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from dieuhanh.kernel.access.codes import as_kept
from dieuhanh.kernel.access.roles import Role
from dieuhanh.kernel.fields.text import FoldedField, SortKeyField
from dieuhanh.kernel.fields.validity import Validity, from_before_until
from dieuhanh.kernel.installation.clock import today
from dieuhanh.kernel.journal.models import Recorded
from dieuhanh.kernel.units.models import Area, Unit


class UserManager(BaseUserManager["User"]):
    """Users are made by actions; this only finds them."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=username)


class User(AbstractBaseUser):
    """Sign-in and nothing else: name, password, active, last_login. The rest is Person's.

    `must_change`: the password is a one-time code, good until `code_until` (None: without end) for choosing a password of one's own.
    `has_chosen`: one was chosen before, whatever has been issued since. `times_closed`: sessions begun before the last closing stay ended.
    """

    username = models.CharField(_("Tên đăng nhập"), max_length=64, unique=True)
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=False)
    code_until = models.DateTimeField(null=True)
    has_chosen = models.BooleanField(default=False)
    times_closed = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "username"
    objects = UserManager()

    @property
    def has_begun(self) -> bool:
        """Whether the person has ever used the account with a password that nobody issued; passwords of a demo count as chosen."""
        return self.has_chosen or not self.must_change

    def get_session_auth_hash(self) -> str:
        """A session is good while this fits: until the password is another, or the account has been closed."""
        fits = super().get_session_auth_hash()
        return f"{fits}:{self.times_closed}" if self.times_closed else fits

    def check_password(self, raw_password: str | None) -> bool:
        return super().check_password(as_kept(raw_password or "") if self.must_change else raw_password)


class Language(models.TextChoices):
    """Of a person's screens; each is called by its own name."""

    VIETNAMESE = "vi", "Tiếng Việt"
    ENGLISH = "en", "English"


class Person(Recorded):
    user = models.OneToOneField(User, null=True, on_delete=models.PROTECT, related_name="person")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=Language, default=Language.VIETNAMESE)
    folded = FoldedField(source="name")
    sort_key = SortKeyField(source="name", person=True)

    def __str__(self) -> str:
        return self.name

    def rights_units(self) -> list[int]:
        """The units that the person works in today."""
        held = Holding.objects.valid_on(today()).filter(person=self)
        return sorted(set(held.values_list("post__unit", flat=True)))


class Post(Recorded):
    """A post in a unit; people come and go, its rights stay."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=160)

    def __str__(self) -> str:
        return self.title

    def rights_units(self) -> list[int]:
        return [self.unit_id]


class HoldingKind(models.TextChoices):
    OWN = "own", _("giữ chức vụ")
    ACTING = "acting", _("phụ trách, quyền")
    DELEGATION = "delegation", _("ủy quyền")


class Holding(Recorded, Validity):
    """Who holds a post between two days, and on what ground; a delegation must say its ground."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    kind = models.CharField(max_length=10, choices=HoldingKind, default=HoldingKind.OWN)
    ground = models.TextField(blank=True)

    @property
    def last_day(self) -> date:
        return self.until_day - timedelta(days=1)

    class Meta:
        constraints = [
            from_before_until("holding_days"),
            models.CheckConstraint(condition=~models.Q(kind="delegation", ground=""), name="delegation_has_ground"),
        ]

    def rights_units(self) -> list[int]:
        return self.post.rights_units()


class Grant(Recorded, Validity):
    """A role that a post has over a unit and all below it (null: the whole installation), for one area or for all (null)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=16, choices=Role)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [from_before_until("grant_days")]

    def rights_units(self) -> list[int]:
        return self.post.rights_units()
